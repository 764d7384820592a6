package dev.lvsd.it.ipvsadm;

import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Host and service names that every namespace of the guest knows, laid over the system's own. */
public final class NameFiles implements AutoCloseable {
  private static final String HOSTS =
      """
      127.0.0.1	localhost
      ::1	ip6-localhost ip6-loopback
      10.0.0.1	lvs-one short-one   # the first
      10.0.0.2	a.very.long.name.of.a.host.example short-two lvs-two
      192.168.7.9	lvs-server
      2001:db8::1	lvs-six
      10.0.0.1	lvs-one-again
      """;

  private static final String SERVICES =
      """
      # names of services
      domain	53/tcp
      domain	53/udp
      http	80/tcp	www	# the web
      http	80/udp
      https	443/tcp
      sip	5060/udp
      odd	8080/sctp
      also-http	80/tcp
      """;

  private final Deque<Path> mounted = new ArrayDeque<>();

  private NameFiles() {}

  /**
   * Lays them over.
   *
   * @return to be closed by the caller
   */
  public static NameFiles mount() {
    NameFiles files = new NameFiles();
    files.lay(HOSTS, Path.of("/etc/hosts"));
    files.lay(SERVICES, Path.of("/etc/services"));
    return files;
  }

  private void lay(String text, Path over) {
    try {
      Path file = Files.writeString(Files.createTempFile("names", ".txt"), text);
      Program.of("chmod", "644", file.toString()).mustSucceed();
      if (!Files.exists(over)) {
        Files.createFile(over);
      }
      Program.of("mount", "--bind", file.toString(), over.toString()).mustSucceed();
      mounted.push(over);
    } catch (IOException e) {
      throw new UncheckedIOException("lay names over " + over, e);
    }
  }

  @Override
  public void close() {
    while (!mounted.isEmpty()) {
      Program.of("umount", mounted.pop().toString()).mustSucceed();
    }
  }
}
