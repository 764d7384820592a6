package dev.lvsd.it.kernel;

import dev.lvsd.app.Lvsctl;
import dev.lvsd.cli.Terminal;
import dev.lvsd.it.topology.LanTopology;
import dev.lvsd.it.topology.Program;
import dev.lvsd.it.topology.SshServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator on the director of a bare {@link LanTopology}, with lvsctl and ssh. */
final class RealServersFixture implements AutoCloseable {
  private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

  /** Everything of a machine that lvsd could have touched. */
  private static final String STATE =
      """
      for i in 1 2 3 4 5 6 7 8 9 10; do ip -6 address show tentative | grep -q . && sleep 0.5; done
      cd /proc/sys/net/ipv4/conf && grep -r . . 2>/dev/null | sort
      ip -o address | sed 's/valid_lft.*//'
      ip -o -d link | sed -e 's/promiscuity.*//' -e 's/ state .*//'
      ip -4 route show table all; ip -6 route show table all | sed 's/ expires.*//'
      ip fou show 2>/dev/null
      find /etc/sysctl.d /etc/systemd /etc/network /var/lib -type f -o -type l | sort | while read -r f; do
        ls -l "$f"; cat "$f"
      done
      """;

  final LanTopology lab;
  final SshServers ssh;
  private final Path directory;
  String out = "";
  String err = "";

  RealServersFixture(int servers) {
    try {
      directory = Files.createTempDirectory("rs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lab = LanTopology.bare(servers);
    ssh = SshServers.in(lab);
  }

  /** Starts the usual SSH server on the first real servers. */
  RealServersFixture withSsh(int servers, String setUp) {
    for (int number = 1; number <= servers; number++) {
      ssh.start(number, SshServers.Kind.USUAL, setUp);
    }
    for (int number = 1; number <= servers; number++) {
      ssh.awaitUp(number);
    }
    return this;
  }

  /** {@code lvsctl rs TASK …}, in this JVM, on a thread of the director. */
  int rs(String task, String yaml, String... options) {
    Path file = directory.resolve("cluster.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> args =
        new ArrayList<>(
            List.of("rs", task, file.toString(), "--ssh-config", ssh.config().toString()));
    args.addAll(List.of(options));
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(outText),
            new PrintWriter(errText),
            false,
            false,
            false,
            Map.of("LVSD_STATE", directory.resolve("state").toString()),
            System::nanoTime);
    int code = lab.director().call(() -> Lvsctl.run(terminal, args.toArray(String[]::new)));
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  /** What the last lvsctl said, for messages. */
  String said() {
    return out + err;
  }

  /** A machine byte for byte, as far as it concerns lvsd. */
  String stateOf(int server) {
    return ssh.on(server, STATE);
  }

  /** The MAC of a real server. */
  String mac(int server) {
    return first(lab.server(server).program("ip", "link", "show", "eth0").mustSucceed());
  }

  /** The MAC of the director. */
  String directorMac() {
    return first(lab.director().program("ip", "link", "show", "eth0").mustSucceed());
  }

  /** Who answers the client when it asks by ARP for an address: every MAC. */
  Set<String> owners(String address) {
    Program.Result asked =
        lab.client()
            .program("busybox", "arping", "-c", "2", "-w", "2", "-I", "eth0", address)
            .run();
    Set<String> macs = new TreeSet<>();
    Matcher matcher = MAC.matcher(asked.output());
    while (matcher.find()) {
      macs.add(matcher.group());
    }
    return macs;
  }

  private static String first(String text) {
    Matcher matcher = MAC.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no MAC in " + text);
    }
    return matcher.group();
  }

  @Override
  public void close() {
    ssh.close();
    lab.close();
  }
}
