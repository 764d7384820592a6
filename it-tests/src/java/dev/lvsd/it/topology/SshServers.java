package dev.lvsd.it.topology;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * OpenSSH servers, one in the namespace of each real server. Each sees directories of its own where
 * machines keep their settings, empty at first, so that real servers differ as machines do, and
 * nothing is written to the machine that runs the tests.
 */
public final class SshServers implements AutoCloseable {
  /** What differs from machine to machine; among it what a login shell would run. */
  private static final List<String> OWN =
      List.of("/root", "/etc/sysctl.d", "/etc/systemd", "/etc/network", "/var/lib", "/run/systemd");

  private final Path directory;
  private final LanTopology lab;
  private final List<String> known = new ArrayList<>();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private SshServers(LanTopology lab) throws IOException {
    this.lab = lab;
    this.directory = Files.createTempDirectory("ssh");
    // sshd reads the keys that it takes as the user who logs in
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /** How a server of the tests differs from others. */
  public enum Kind {
    /** Takes the key of the operator. */
    USUAL,
    /** Has another host key than the one that is known. */
    OTHER_HOST_KEY,
    /** Wants a password. */
    PASSWORD,
    /** Is not there. */
    ABSENT
  }

  /**
   * Makes the keys of the operator.
   *
   * @param lab whose real servers will have SSH servers
   * @return to be closed by the caller
   */
  public static SshServers in(LanTopology lab) {
    try {
      SshServers servers = new SshServers(lab);
      servers.key("operator");
      servers.key("host");
      servers.key("other");
      servers.writeConfig();
      return servers;
    } catch (IOException e) {
      throw new UncheckedIOException("make keys", e);
    }
  }

  private void key(String name) {
    Program.of(
            "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(name).toString())
        .mustSucceed();
  }

  /**
   * Starts one.
   *
   * @param number of the real server, from 1
   * @param kind how it differs
   */
  public void start(int number, Kind kind) {
    start(number, kind, "");
  }

  /**
   * Starts one.
   *
   * @param number of the real server, from 1
   * @param kind how it differs
   * @param setUp commands of a shell that run first, in its own view of the directories
   */
  public void start(int number, Kind kind, String setUp) {
    try {
      known.add(
          LanTopology.address(number) + " " + Files.readString(directory.resolve("host.pub")));
      Files.write(directory.resolve("known"), known);
      if (kind == Kind.ABSENT) {
        return;
      }
      Path config =
          Files.writeString(
              directory.resolve("sshd" + number),
              """
              ListenAddress %s
              HostKey %s
              AuthorizedKeysFile %s
              PasswordAuthentication %s
              StrictModes no
              KbdInteractiveAuthentication no
              UsePAM no
              PermitRootLogin yes
              PidFile none
              """
                  .formatted(
                      LanTopology.address(number),
                      directory.resolve(kind == Kind.OTHER_HOST_KEY ? "other" : "host"),
                      kind == Kind.PASSWORD ? "none" : directory.resolve("operator.pub"),
                      kind == Kind.PASSWORD ? "yes" : "no"));
      String view =
          String.join(
              "\n",
              OWN.stream().map("mkdir -p %1$s && mount -t tmpfs own %1$s"::formatted).toList());
      running.push(
          lab.server(number)
              .program(
                  "unshare",
                  "-m",
                  "sh",
                  "-ec",
                  "mkdir -p /run/sshd /run/systemd\n%s\n%s\nexec /usr/sbin/sshd -D -e -f %s"
                      .formatted(view, setUp, config))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("start an SSH server", e);
    }
  }

  /**
   * Waits until a server takes connections.
   *
   * @param number of the real server, from 1
   */
  public void awaitUp(int number) {
    InetSocketAddress address = new InetSocketAddress(LanTopology.address(number), 22);
    await("sshd of server " + number)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              try (SocketChannel channel = lab.director().call(SocketChannel::open)) {
                return channel.connect(address);
              }
            });
  }

  private void writeConfig() throws IOException {
    Files.writeString(directory.resolve("known"), "");
    Files.writeString(
        config(),
        """
        Host *
          User root
          IdentityFile %s
          IdentitiesOnly yes
          IdentityAgent none
          UserKnownHostsFile %s
          GlobalKnownHostsFile /dev/null
          StrictHostKeyChecking yes
          KexAlgorithms curve25519-sha256
          ControlMaster auto
          ControlPath %s
          ControlPersist 30
        """
            .formatted(
                directory.resolve("operator"),
                directory.resolve("known"),
                directory.resolve("%C")));
  }

  /**
   * What the operator has configured.
   *
   * @return for {@code ssh -F}
   */
  public Path config() {
    return directory.resolve("config");
  }

  /**
   * Runs commands on a real server as an operator would by hand, in its own view of the
   * directories.
   *
   * @param number of the real server, from 1
   * @param script commands of a shell
   * @return what they wrote
   */
  public String on(int number, String script) {
    return lab.director()
        .program("ssh", "-F", config().toString(), "--", LanTopology.address(number), "sh -s")
        .input(script)
        .mustSucceed();
  }

  /** Ends all of them. */
  @Override
  public void close() {
    Closing.all(running);
  }
}
