package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.LanTopology;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lvsctl rs probe}: what a director finds out about its real servers without ssh.
 *
 * <pre>
 *   director, lvsctl     10.1.0.1, fd01::1 ──┬── 10.1.0.11, fd01::11 server1: dr, nat
 *   VIP 10.1.0.100, fd01::100                └── 10.1.0.12, fd01::12 server2: ipip, gue, gre
 * </pre>
 */
class RealServersProbeIT {
  private static final String CLUSTER =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: direct
          listen: 10.1.0.100:80
          scheduler: rr
          forwarding: dr
          realServers: [{name: a, address: 10.1.0.11}, {name: b, address: 10.1.0.12}]
        - name: direct6
          listen: "[fd01::100]:80"
          scheduler: rr
          forwarding: dr
          realServers: [{name: a6, address: "fd01::11"}]
        - name: ipip
          listen: 10.1.0.100:81
          scheduler: rr
          forwarding: tunnel
          realServers: [{name: b, address: 10.1.0.12, port: 81}]
        - name: gue
          listen: 10.1.0.100:82
          scheduler: rr
          forwarding: tunnel
          tunnel: {type: gue, port: 6080}
          realServers: [{name: b, address: 10.1.0.12, port: 82}]
        - name: gre
          listen: 10.1.0.100:83
          scheduler: rr
          forwarding: tunnel
          tunnel: {type: gre}
          realServers: [{name: b, address: 10.1.0.12, port: 83}]
        - name: translated
          listen: 10.1.0.100:84
          scheduler: rr
          forwarding: nat
          realServers: [{name: a, address: 10.1.0.11, port: 80}]
        - name: names
          listen: 10.1.0.100:53
          protocol: udp
          scheduler: rr
          forwarding: dr
          realServers: [{name: a, address: 10.1.0.11}]
      """;

  @TempDir Path directory;

  private LanTopology lab;
  private LvsctlShell operator;

  @BeforeEach
  void build() throws IOException {
    // each makes interfaces of its own in every namespace
    Program.of("modprobe", "-a", "ipip", "ip_gre", "fou").run();
    Files.writeString(directory.resolve("cluster.yaml"), CLUSTER);
    lab = LanTopology.create(2);
    lab.server(2)
        .ip("link add lvsd-gre type gre local 10.1.0.12 remote any", "link set lvsd-gre up");
    lab.server(2).program("ip", "fou", "add", "port", "6080", "gue").mustSucceed();
    lab.server(2).sysctl("net.ipv4.conf.lvsd-gre.rp_filter", 0);
    operator = new LvsctlShell(lab.director(), directory.resolve("state"));
    for (int port = 80; port <= 83; port++) {
      lab.startServer(2, port);
    }
  }

  @AfterEach
  void remove() {
    lab.close();
  }

  @Test
  void findsNothingWrongWithGoodServersAndLeavesNothingBehind() {
    lab.startServer(1, 80);
    LvsctlShell.Answer answer = probe();
    assertThat(answer.exitCode()).as(answer.everything()).isZero();
    assertThat(answer.out())
        .contains("10.1.0.100: nobody but this director answers (asked on eth0)\n")
        .contains("fd01::100: nobody but this director answers (asked on eth0)\n")
        .contains("\ndirect 10.1.0.100:80 by dr to a (10.1.0.11): good: ")
        .contains("\ndirect6 [fd01::100]:80 by dr to a6 (fd01::11): good: ")
        .contains("\nipip 10.1.0.100:81 by ipip to b (10.1.0.12): good: ")
        .contains("\ngue 10.1.0.100:82 by gue to b (10.1.0.12): good: ")
        .contains("\ngre 10.1.0.100:83 by gre to b (10.1.0.12): good: ")
        .contains("\ntranslated 10.1.0.100:84 by nat to a (10.1.0.11): good: 10.1.0.11:80 answers")
        .contains("\nnames 10.1.0.100:53 by dr to a (10.1.0.11): not probed: UDP")
        .contains("Probed 2 VIPs and 8 real servers: no fault (");
    System.out.println(answer.out().lines().reduce((first, last) -> last).orElseThrow());
    for (int server = 1; server <= 2; server++) {
      assertThat(
              lab.server(server)
                  .program("ss", "-tanH", "state", "syn-recv", "state", "established")
                  .mustSucceed())
          .as("connections that are half open on server %d", server)
          .isEmpty();
    }
  }

  @Test
  void namesWhoeverAnswersForAVirtualAddress() {
    lab.startServer(1, 80);
    lab.server(1).sysctl("net.ipv4.conf.all.arp_ignore", 0);
    lab.server(2).ip("address add fd01::100/128 dev eth0 nodad");
    lab.client().ip("address add 10.1.0.100/32 dev eth0");
    // so that the director knows the client
    lab.director().program("ping", "-c", "1", "-W", "2", "10.1.0.2").mustSucceed();
    lab.director().program("ping", "-c", "1", "-W", "2", "fd01::12").run();

    LvsctlShell.Answer answer = probe("-o", "json");
    assertThat(answer.exitCode()).as(answer.everything()).isEqualTo(1);
    assertThat(answer.out())
        .contains(
            "10.1.0.100 is answered for by %s = real server a (10.1.0.11), a6 (fd01::11); clients"
                .formatted(mac(lab.server(1))))
        .contains(
            "10.1.0.100 is answered for by %s = 10.1.0.2; two machines have the same address"
                .formatted(mac(lab.client())))
        .contains("fd01::100 is answered for by " + mac(lab.server(2)))
        .contains("\"faults\": 3");
  }

  @Test
  void tellsAnApplicationThatIsDownFromAPathThatIsBroken() {
    lab.server(2).sysctl("net.ipv4.conf.all.rp_filter", 1);
    assertThat(probe().out())
        .contains(
            "fault: direct 10.1.0.100:80 by dr to a (10.1.0.11): application down: the path is good")
        .contains(
            "fault: direct6 [fd01::100]:80 by dr to a6 (fd01::11): application down: the path is good")
        .contains("fault: translated 10.1.0.100:84 by nat to a (10.1.0.11): application down: ")
        .contains("\ndirect 10.1.0.100:80 by dr to b (10.1.0.12): good: ")
        .contains(broken("ipip", 81))
        .contains(broken("gue", 82))
        .contains(broken("gre", 83))
        .contains(": 6 faults (");

    lab.server(2).sysctl("net.ipv4.conf.all.rp_filter", 0);
    lab.startServer(1, 80);
    lab.server(1).ip("address del 10.1.0.100/32 dev lo", "address del fd01::100/128 dev lo");
    LvsctlShell.Answer answer = probe();
    assertThat(answer.out())
        .contains(
            "fault: direct 10.1.0.100:80 by dr to a (10.1.0.11): application up, VIP path broken: 10.1.0.11:80 answers")
        .contains(
            "fault: direct6 [fd01::100]:80 by dr to a6 (fd01::11): application up, VIP path broken: [fd01::11]:80 answers")
        .contains(": 2 faults (");

    lab.server(2).ip("link set eth0 down");
    lab.director().ip("neigh flush all");
    assertThat(probe("--only", "b").out())
        .contains("fault: direct 10.1.0.100:80 by dr to b (10.1.0.12): no answer at all: ")
        .contains("no neighbour of this director has 10.1.0.12, and dr reaches nobody else")
        .contains("fault: ipip 10.1.0.100:81 by ipip to b (10.1.0.12): no answer at all: ");
  }

  private static String broken(String tunnel, int port) {
    return "fault: %1$s 10.1.0.100:%2$d by %1$s to b (10.1.0.12): application up, VIP path broken: 10.1.0.12:%2$d answers, and nothing comes back for 10.1.0.100:%2$d; is the end of the tunnel up"
        .formatted(tunnel, port);
  }

  private LvsctlShell.Answer probe(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "rs",
                "probe",
                directory.resolve("cluster.yaml").toString(),
                "--probe-timeout",
                "900ms"));
    args.addAll(List.of(options));
    return operator.run(args.toArray(String[]::new));
  }

  private static String mac(Namespace host) {
    String link = host.program("ip", "-o", "link", "show", "eth0").mustSucceed();
    Matcher matcher = Pattern.compile("link/ether ([0-9a-f:]{17})").matcher(link);
    assertThat(matcher.find()).as(link).isTrue();
    return matcher.group(1);
  }
}
