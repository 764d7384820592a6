package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.LanTopology;
import dev.lvsd.it.topology.SshServers.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * {@code lvsctl rs} over many machines, and over machines that refuse it.
 *
 * <pre>
 *   director, lvsctl, ssh ──┬── 10.1.0.11 server1, sshd
 *                           ├── 10.1.0.12 server2, sshd
 *                           └── …
 * </pre>
 */
class RealServersIT {
  private static final int MANY = 20;

  @Test
  void preparesTwentyAtATimeAndTellsWhyThreeCannotBeReached() {
    try (RealServersFixture operator = new RealServersFixture(MANY)) {
      for (int number = 1; number <= MANY; number++) {
        operator.ssh.start(number, kind(number), "");
      }
      for (int number = 1; number <= MANY; number++) {
        if (kind(number) != Kind.ABSENT) {
          operator.ssh.awaitUp(number);
        }
      }
      long began = System.nanoTime();
      assertThat(operator.rs("apply", cluster("shop", MANY), "--parallel", "20"))
          .as(operator.said())
          .isEqualTo(1);
      System.out.printf(
          "rs apply of %d real servers took %d ms%n%s%n",
          MANY, Duration.ofNanos(System.nanoTime() - began).toMillis(), lastLine(operator.out));

      assertThat(operator.out)
          .contains("10.1.0.13: failed (1 round trip")
          .contains("failed: log in to 10.1.0.13: its host key is not the one that is known")
          .contains("failed: log in to 10.1.0.14: no key was accepted, and passwords are never")
          .contains("failed: log in to 10.1.0.15: ")
          .containsPattern("10\\.1\\.0\\.15: .*Connection refused")
          .contains("20 real servers: 0 good, 17 faulty, 3 failed; 37 round trips");
      for (int number = 1; number <= MANY; number++) {
        assertThat(operator.lab.server(number).program("ip", "address", "show", "lo").mustSucceed())
            .as("server " + number)
            .satisfies(
                kind(number) == Kind.USUAL
                    ? text -> assertThat(text).contains("10.1.0.100/32")
                    : text -> assertThat(text).doesNotContain("10.1.0.100"));
      }
    }
  }

  private static Kind kind(int number) {
    return switch (number) {
      case 3 -> Kind.OTHER_HOST_KEY;
      case 4 -> Kind.PASSWORD;
      case 5 -> Kind.ABSENT;
      default -> Kind.USUAL;
    };
  }

  @Test
  void leavesWhatAnotherClusterNeedsOnTheSameMachine() {
    try (RealServersFixture operator = new RealServersFixture(1).withSsh(1, "")) {
      String before = operator.stateOf(1);
      String shop = cluster("shop", 1);
      String blog = cluster("blog", 1).replace("10.1.0.100:80", "10.1.0.100:81");
      assertThat(operator.rs("apply", shop)).as(operator.said()).isZero();
      assertThat(operator.rs("apply", blog)).as(operator.said()).isZero();
      assertThat(operator.rs("remove", shop)).as(operator.said()).isZero();
      assertThat(operator.stateOf(1))
          .contains("all/arp_ignore:1")
          .contains("10.1.0.100/32")
          .contains("claim blog 10.1.0.100 10.1.0.11 dr")
          .doesNotContain("claim shop");
      assertThat(operator.rs("remove", blog)).as(operator.said()).isZero();
      assertThat(operator.stateOf(1)).isEqualTo(before);
    }
  }

  @Test
  void worksWhereEverythingIsBusybox() {
    String busybox =
        """
        mkdir -p /run/systemd/bin
        for program in sh ip grep sed cat mkdir mv ln rm rmdir chmod sync flock readlink modprobe id; do
          ln -s "$(command -v busybox)" /run/systemd/bin/$program
        done
        mount --bind /run/systemd/bin/ip "$(readlink -f "$(command -v ip)")"
        mount --bind /run/systemd/bin/sh "$(readlink -f /bin/sh)"
        mount --bind /run/systemd/bin/grep "$(readlink -f "$(command -v grep)")"
        mount --bind /run/systemd/bin/sed "$(readlink -f "$(command -v sed)")"
        mkdir -p /etc/network/if-up.d
        """;
    try (RealServersFixture operator = new RealServersFixture(1).withSsh(1, busybox)) {
      String cluster = cluster("shop", 1).replace("forwarding: dr", "forwarding: tunnel");
      assertThat(operator.ssh.on(1, "ip -V 2>&1 | head -n 1")).contains("BusyBox");
      assertThat(operator.rs("apply", cluster)).as(operator.said()).isZero();
      assertThat(operator.out)
          .contains("make tunnel interface lvsd-ipip (local 10.1.0.11)")
          .contains("write /etc/network/if-up.d/lvsd-rs");
      assertThat(operator.rs("plan", cluster, "--exit-code")).as(operator.said()).isZero();
      assertThat(operator.rs("remove", cluster)).as(operator.said()).isZero();
      assertThat(operator.lab.server(1).program("ip", "address", "show", "lo").mustSucceed())
          .doesNotContain("10.1.0.100");
    }
  }

  @Test
  void isAsWantedAgainAfterARestart() {
    try (RealServersFixture operator = new RealServersFixture(1).withSsh(1, "")) {
      String cluster = cluster("shop", 1);
      assertThat(operator.rs("apply", cluster)).as(operator.said()).isZero();
      String prepared = operator.stateOf(1);
      operator.lab.server(1).ip("address del 10.1.0.100/32 dev lo");
      for (String device : List.of("all", "lo")) {
        operator.lab.server(1).sysctl("net.ipv4.conf." + device + ".arp_ignore", 0);
        operator.lab.server(1).sysctl("net.ipv4.conf." + device + ".arp_announce", 0);
      }
      assertThat(operator.stateOf(1)).isNotEqualTo(prepared);

      operator.ssh.on(1, "sh -eu /var/lib/lvsd-rs/boot && sh -eu /var/lib/lvsd-rs/boot");
      assertThat(operator.stateOf(1)).isEqualTo(prepared);
    }
  }

  @Test
  void isSilentWhenItIsKilledHalfwayAndCompletedByTheNextRun() {
    String killer =
        """
        mkdir -p /run/systemd/system
        printf '#!/bin/sh\\nkill -9 $PPID\\n' > /run/systemd/ln
        chmod 755 /run/systemd/ln
        mount --bind /run/systemd/ln "$(readlink -f "$(command -v ln)")"
        """;
    try (RealServersFixture operator = new RealServersFixture(1).withSsh(1, killer)) {
      String before = operator.stateOf(1);
      String cluster = cluster("shop", 1);
      assertThat(operator.rs("apply", cluster)).isEqualTo(1);
      assertThat(operator.out)
          .contains("10.1.0.11: failed after 8 steps")
          .contains("failed: write /etc/systemd/system/multi-user.target.wants/lvsd-rs.service: ");
      assertThat(operator.stateOf(1)).contains("10.1.0.100/32").contains("all/arp_ignore:1");

      operator.ssh.on(1, "umount \"$(readlink -f \"$(command -v ln)\")\"");
      assertThat(operator.rs("apply", cluster)).as(operator.said()).isZero();
      assertThat(operator.out)
          .contains("10.1.0.11: prepared in 1 step")
          .contains("write /etc/systemd/system/multi-user.target.wants/lvsd-rs.service");
      assertThat(operator.rs("remove", cluster)).as(operator.said()).isZero();
      assertThat(operator.stateOf(1)).isEqualTo(before);
    }
  }

  @Test
  void isCompletedByTheNextRunWhenTheConnectionIsCutInTheMiddle() throws IOException {
    Path marks = Files.createTempDirectory("marks");
    try (RealServersFixture operator = new RealServersFixture(2)) {
      operator.ssh.start(1, Kind.USUAL, onceAtTheLastStep("ip route add blackhole 10.1.0.1/32"));
      operator.ssh.start(
          2, Kind.USUAL, onceAtTheLastStep("touch " + marks.resolve("2") + "; sleep 1"));
      operator.ssh.awaitUp(1);
      operator.ssh.awaitUp(2);
      String cluster = cluster("shop", 2);
      Thread killer = new Thread(() -> killSsh(LanTopology.address(2), marks.resolve("2")), "kill");
      killer.start();

      assertThat(operator.rs("apply", cluster, "--timeout", "12s")).isEqualTo(1);
      assertThat(operator.out)
          .contains("10.1.0.11: failed")
          .contains("failed: no answer within 12 s; is the machine overloaded, or the connection")
          .contains("10.1.0.12: failed")
          .contains(
              "failed: log in to 10.1.0.12: the shell ended before its script did, with exit");
      operator.lab.server(1).ip("route del blackhole 10.1.0.1/32");
      for (int number = 1; number <= 2; number++) {
        assertThat(operator.lab.server(number).program("cat", ARP_IGNORE).mustSucceed())
            .as("silence of server %d, which may have the address", number)
            .isEqualTo("1\n");
      }

      assertThat(operator.rs("apply", cluster)).as(operator.said()).isZero();
      assertThat(operator.rs("plan", cluster, "--exit-code")).as(operator.said()).isZero();
      assertThat(operator.stateOf(1)).contains("10.1.0.100/32").contains("lvsd-rs.service");
      assertThat(operator.stateOf(2)).contains("10.1.0.100/32").contains("lvsd-rs.service");
    }
  }

  private static final String ARP_IGNORE = "/proc/sys/net/ipv4/conf/all/arp_ignore";

  /** Something happens when the link of the unit is made, when all but that is done. */
  private static String onceAtTheLastStep(String what) {
    return """
        mkdir -p /run/systemd/system
        printf '#!/bin/sh\n[ -e /run/systemd/done ] || { : > /run/systemd/done; %s; }\nexec busybox ln "$@"\n' > /run/systemd/ln
        chmod 755 /run/systemd/ln
        mount --bind /run/systemd/ln "$(readlink -f "$(command -v ln)")"
        """
        .formatted(what);
  }

  private static void killSsh(String host, Path mark) {
    Awaitility.await("the last step")
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(mark));
    ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().commandLine().filter(line -> isClient(line, host)).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isClient(String commandLine, String host) {
    return commandLine.contains("ssh -T") && commandLine.contains(" -- " + host + " ");
  }

  @Test
  void logsInAsAUserWhoMayBecomeRoot() {
    String user =
        """
        { cat /etc/passwd; echo "ops:*:4242:4242::/tmp:/bin/sh"; } > /run/systemd/passwd
        mount --bind /run/systemd/passwd /etc/passwd
        mount -t tmpfs -o mode=755 own /etc/sudoers.d
        """;
    String rule = "echo 'ops ALL=(root) NOPASSWD: /bin/sh -s' > /etc/sudoers.d/ops";
    try (RealServersFixture operator = new RealServersFixture(2)) {
      operator.ssh.start(1, Kind.USUAL, user + rule);
      operator.ssh.start(2, Kind.USUAL, user);
      operator.ssh.awaitUp(1);
      operator.ssh.awaitUp(2);
      String before = operator.stateOf(1);
      String cluster =
          cluster("shop", 2)
              + """
              realServerHosts:
                - {address: 10.1.0.11, ssh: {user: ops}}
                - {address: 10.1.0.12, ssh: {user: ops}}
              """;
      assertThat(operator.rs("apply", cluster)).isEqualTo(1);
      assertThat(operator.out)
          .contains("ops@10.1.0.11 (10.1.0.11): prepared in ")
          .contains("sudo wants a password; allow it without: ops ALL=(root) NOPASSWD: /bin/sh -s");
      assertThat(operator.stateOf(1)).contains("10.1.0.100/32").contains("all/arp_ignore:1");
      assertThat(operator.rs("remove", cluster, "--only", "10.1.0.11")).isZero();
      assertThat(operator.stateOf(1)).isEqualTo(before);
    }
  }

  @Test
  void preparesTheMachineItselfWithoutSsh() throws IOException {
    try (RealServersFixture operator = new RealServersFixture(1).withSsh(1, "")) {
      Path file = Files.createTempFile("cluster", ".yaml");
      Files.writeString(file, cluster("shop", 1));
      String before = operator.stateOf(1);
      // ssh is only the way into the machine's own view of its directories
      String local =
          "export LVSD_STARTUP_CACHE=off LVSD_JAR=%s LVSD_JAVA=%s/bin/java; lvsctl=%s/deploy/bin/lvsctl; f=%s\n"
              .formatted(
                  System.getProperty("lvsd.jar"),
                  System.getProperty("java.home"),
                  System.getProperty("lvsd.basedir"),
                  file);
      assertThat(operator.ssh.on(1, local + "$lvsctl rs local apply $f"))
          .contains("localhost: prepared in ");
      assertThat(operator.stateOf(1)).contains("10.1.0.100/32").contains("all/arp_ignore:1");
      assertThat(operator.ssh.on(1, local + "$lvsctl rs local remove $f"))
          .contains("localhost: taken back in ");
      assertThat(operator.stateOf(1)).isEqualTo(before);
    }
  }

  @Test
  void isCompletedByTheNextRunWhenTheDiskWasFull() {
    try (RealServersFixture operator =
        new RealServersFixture(1).withSsh(1, "mount -o remount,size=4k /var/lib")) {
      String before = operator.stateOf(1);
      String cluster = cluster("shop", 1);
      assertThat(operator.rs("apply", cluster)).isEqualTo(1);
      assertThat(operator.out).contains("failed: write /var/lib/lvsd-rs/boot: ");
      operator.ssh.on(1, "mount -o remount,size=1m /var/lib");
      assertThat(operator.rs("apply", cluster)).as(operator.said()).isZero();
      assertThat(operator.rs("remove", cluster)).as(operator.said()).isZero();
      assertThat(operator.stateOf(1)).isEqualTo(before);
    }
  }

  @Test
  void refusesHostNamesThatAShellCouldTakeForMore() {
    try (RealServersFixture operator = new RealServersFixture(1)) {
      for (String name :
          List.of("a b", "a'b", "$(reboot)", "a\\nb", "-oProxyCommand=reboot", "`id`")) {
        String cluster =
            cluster("shop", 1)
                + "realServerHosts:\n  - {address: 10.1.0.11, ssh: {host: \""
                + name
                + "\"}}\n";
        assertThat(operator.rs("apply", cluster)).as(name).isEqualTo(1);
        assertThat(operator.err).as(name).contains("realServerHosts[0].ssh.host: ");
      }
    }
  }

  private static String cluster(String name, int servers) {
    return """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: %s}
        services:
          - name: web
            listen: 10.1.0.100:80
            scheduler: rr
            forwarding: dr
            realServers:
        %s
        """
        .formatted(
            name,
            IntStream.rangeClosed(1, servers)
                .mapToObj(n -> "      - {address: " + LanTopology.address(n) + "}")
                .collect(Collectors.joining("\n")));
  }

  private static String lastLine(String text) {
    List<String> lines = text.lines().toList();
    return lines.get(lines.size() - 1);
  }
}
