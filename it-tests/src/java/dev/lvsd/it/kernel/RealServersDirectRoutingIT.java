package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Program;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Direct routing on one LAN, with real servers that {@code lvsctl rs} prepares by ssh.
 *
 * <pre>
 *   client ─────────┬──── 10.1.0.100 director, lvsctl, ssh
 *                   ├──── 10.1.0.11 server1, sshd
 *                   └──── 10.1.0.12 server2, sshd
 * </pre>
 */
class RealServersDirectRoutingIT {
  private static final String CLUSTER =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: web
          listen: 10.1.0.100:80
          scheduler: rr
          forwarding: dr
          realServers:
            - {name: a, address: 10.1.0.11}
            - {name: b, address: 10.1.0.12}
        - name: web6
          listen: "[fd01::100]:80"
          scheduler: rr
          forwarding: dr
          realServers:
            - {name: a, address: "fd01::11"}
      realServerHosts:
        - {address: "fd01::11", ssh: {host: 10.1.0.11}}
      """;

  private RealServersFixture operator;

  @BeforeEach
  void build() {
    operator = new RealServersFixture(2).withSsh(2, "mkdir -p /run/systemd/system");
  }

  @AfterEach
  void remove() {
    operator.close();
  }

  @Test
  void preparesSilentServersWhoseAnswersPassTheDirectorByAndTakesEverythingBack() {
    String before = operator.stateOf(1);
    operator.lab.server(1).ip("address add 10.1.0.100/32 dev lo");
    assertThat(operator.owners(VIP))
        .as("a server that nobody silenced answers, too")
        .isEqualTo(Set.of(operator.directorMac(), operator.mac(1)));
    assertThat(operator.rs("check", CLUSTER, "--only", "a")).isEqualTo(1);
    assertThat(operator.out)
        .contains("answers ARP for 10.1.0.100 on eth0: arp_ignore is 0 (all 0, eth0 0)")
        .contains("announces 10.1.0.100 on eth0")
        .contains("fd01::100 is missing")
        .contains("service web: nothing listens on tcp 10.1.0.100:80");
    operator.lab.server(1).ip("address del 10.1.0.100/32 dev lo");

    assertThat(operator.rs("apply", CLUSTER)).as(operator.said()).isZero();
    assertThat(operator.out).contains("2 round trips");
    assertThat(operator.owners(VIP)).isEqualTo(Set.of(operator.directorMac()));
    serve();

    assertThat(operator.rs("check", CLUSTER)).as(operator.said()).isZero();
    assertThat(operator.rs("plan", CLUSTER, "--exit-code")).as(operator.said()).isZero();
    assertThat(operator.out).contains("nothing to do").contains("1 round trip");

    operator.lab.server(2).sysctl("net.ipv4.conf.all.arp_ignore", 0);
    assertThat(operator.rs("check", CLUSTER)).isEqualTo(1);
    assertThat(operator.out).contains("10.1.0.12: 1 fault").contains("answers ARP");
    assertThat(operator.rs("apply", CLUSTER)).isZero();

    assertThat(operator.rs("remove", CLUSTER)).as(operator.said()).isZero();
    assertThat(operator.stateOf(1)).isEqualTo(before);
  }

  private void serve() {
    operator.lab.startServer(1, 80);
    operator.lab.startServer(2, 80);
    Program.of("tc", "-n", operator.lab.director().name(), "-batch", "-")
        .input(
            """
            qdisc add dev eth0 clsact
            filter add dev eth0 ingress protocol ip prio 1 flower dst_ip 10.1.0.100 action gact ok
            filter add dev eth0 ingress protocol ip prio 2 flower src_ip 10.1.0.100 action gact ok
            """)
        .mustSucceed();
    try (Director director = Director.in(operator.lab.director())) {
      assertThat(director.apply(CLUSTER).hasFailures()).isFalse();
      assertThat(operator.lab.asker().shareTcp(vip(80), 8))
          .isEqualTo(Map.of("server1", 4, "server2", 4));
    }
    assertThat(seenByDirector(1)).as("packets of requests").isGreaterThan(8);
    assertThat(seenByDirector(2)).as("packets of answers").isZero();
  }

  /** How many packets a filter of the director's interface has seen. */
  private int seenByDirector(int filter) {
    String statistics =
        operator
            .lab
            .director()
            .program("tc", "-s", "filter", "show", "dev", "eth0", "ingress", "prio", "" + filter)
            .mustSucceed();
    Matcher matcher = Pattern.compile("Sent \\d+ bytes (\\d+) pkt").matcher(statistics);
    assertThat(matcher.find()).as(statistics).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
