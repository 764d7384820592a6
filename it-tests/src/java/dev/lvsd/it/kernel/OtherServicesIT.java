package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.NatTopology;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Services that are not TCP over IPv4.
 *
 * <pre>
 *   client ──── 10.1.0.100, [fd01::100] director ──┬── 10.2.0.11, [fd02::11] server1
 *                                                  └── 10.2.0.12, [fd02::12] server2
 * </pre>
 */
class OtherServicesIT {
  private static final String HEAD =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
      """;

  private NatTopology lab;
  private Director director;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    director = Director.in(lab.director());
  }

  @AfterEach
  void remove() {
    director.close();
    lab.close();
  }

  @Test
  void carriesUdp() {
    startServers(5300);

    apply(
        """
          - name: dns
            listen: 10.1.0.100:53
            protocol: udp
            scheduler: wrr
            forwarding: nat
            realServers:
              - {address: 10.2.0.11, port: 5300, weight: 2}
              - {address: 10.2.0.12, port: 5300, weight: 1}
        """);

    assertThat(lab.asker().shareUdp(vip(53), 12)).isEqualTo(Map.of("server1", 8, "server2", 4));
  }

  @Test
  void carriesTcpAndUdpOverIpv6() {
    startServers(8080);

    apply(
        """
          - name: web
            listen: "[fd01::100]:80"
            scheduler: wrr
            forwarding: nat
            realServers:
              - {address: "fd02::11", port: 8080, weight: 3}
              - {address: "fd02::12", port: 8080, weight: 1}
          - name: dns
            listen: "[fd01::100]:53"
            protocol: udp
            scheduler: rr
            forwarding: nat
            realServers:
              - {address: "fd02::11", port: 8080}
              - {address: "fd02::12", port: 8080}
        """);

    assertThat(lab.asker().shareTcp(vip6(80), 12)).isEqualTo(Map.of("server1", 9, "server2", 3));
    assertThat(lab.asker().shareUdp(vip6(53), 12)).isEqualTo(Map.of("server1", 6, "server2", 6));
  }

  @Test
  void carriesWhatTheFirewallMarks() {
    startServers(80);
    startServers(443);
    // nf_tables of the image's kernels knows no IPv4, and one of them has no iptables; tc marks
    // everywhere
    lab.director()
        .program("tc", "-batch", "-")
        .input(
            """
            qdisc add dev front clsact
            filter add dev front ingress protocol ip flower dst_ip 10.1.0.100 ip_proto tcp dst_port 80 action skbedit mark 7
            filter add dev front ingress protocol ip flower dst_ip 10.1.0.100 ip_proto tcp dst_port 443 action skbedit mark 7
            filter add dev front ingress protocol ipv6 flower dst_ip fd01::100 ip_proto tcp dst_port 443 action skbedit mark 7
            """)
        .mustSucceed();

    apply(
        """
          - name: web
            fwmark: 7
            scheduler: rr
            forwarding: nat
            realServers:
              - {address: 10.2.0.11}
              - {address: 10.2.0.12}
          - name: web6
            fwmark: 7
            family: ipv6
            scheduler: rr
            forwarding: nat
            realServers:
              - {address: "fd02::11"}
              - {address: "fd02::12"}
        """);

    assertThat(lab.asker().shareTcp(vip(80), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
    assertThat(lab.asker().shareTcp(vip(443), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
    assertThat(lab.asker().shareTcp(vip6(443), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
  }

  @Test
  void entersSctpAsIpvsadmDoes() {
    apply(
        """
          - name: signalling
            listen: 10.1.0.100:2905
            protocol: sctp
            scheduler: wlc
            forwarding: nat
            persistence: {timeout: 5m, netmask: /24}
            realServers:
              - {address: 10.2.0.11, port: 2906, weight: 3}
              - {address: 10.2.0.12, port: 2906, weight: 1, upperThreshold: 100}
        """);

    try (Namespace other = Namespace.create("ipvsadm");
        Director reference = Director.in(other)) {
      other
          .program("ipvsadm", "-R")
          .input(
              """
              -A --sctp-service 10.1.0.100:2905 -s wlc -p 300 -M 255.255.255.0
              -a --sctp-service 10.1.0.100:2905 -r 10.2.0.12:2906 -m -w 1 -x 100
              -a --sctp-service 10.1.0.100:2905 -r 10.2.0.11:2906 -m -w 3
              """)
          .mustSucceed();
      assertThat(director.savedTable()).isEqualTo(reference.savedTable());
      assertThat(director.thresholds()).isEqualTo(reference.thresholds());
      assertThat(director.ipvsadm())
          .isEqualTo(reference.ipvsadm())
          .contains("SCTP 10.1.0.100:2905 wlc persistent 300 mask 255.255.255.0");
    }
  }

  @Test
  void makesTheTableThatIpvsadmWouldMake() {
    apply(
        """
          - name: routed
            listen: 10.1.0.100:80
            scheduler: sh
            schedulerFlags: [fallback, port]
            forwarding: dr
            realServers:
              - {address: 10.2.0.11, weight: 100000}
              - {address: 10.2.0.12, weight: 0}
          - name: tunnelled
            listen: "[fd01::100]:80"
            scheduler: mh
            forwarding: tunnel
            realServers:
              - {address: "fd02::11"}
              - {address: 10.2.0.12, tunnel: {type: gue, port: 6080, checksum: remote}}
          - name: voice
            listen: 10.1.0.100:5060
            protocol: udp
            scheduler: rr
            onePacket: true
            forwarding: nat
            persistence: {timeout: 3m, engine: sip}
            realServers:
              - {address: 10.2.0.11, port: 5070}
        """);

    assertThat(director.savedTable())
        .containsExactlyInAnyOrder(
            "-A -t 10.1.0.100:80 -s sh -b sh-fallback,sh-port",
            "-a -t 10.1.0.100:80 -r 10.2.0.11:80 -g -w 100000",
            "-a -t 10.1.0.100:80 -r 10.2.0.12:80 -g -w 0",
            "-A -t [fd01::100]:80 -s mh",
            "-a -t [fd01::100]:80 -r [fd02::11]:80 -i -w 1 --tun-type ipip",
            "-a -t [fd01::100]:80 -r 10.2.0.12:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum",
            "-A -u 10.1.0.100:5060 -s rr -p 180 --pe sip -o",
            "-a -u 10.1.0.100:5060 -r 10.2.0.11:5070 -m -w 1");
  }

  private void startServers(int port) {
    lab.startServer(1, port);
    lab.startServer(2, port);
  }

  private void apply(String services) {
    String cluster = HEAD + services;
    assertThat(director.apply(cluster).hasFailures()).isFalse();
    assertThat(director.plan(cluster).changes()).isEmpty();
  }
}
