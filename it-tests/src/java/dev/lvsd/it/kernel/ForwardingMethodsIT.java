package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.LanTopology;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Methods by which answers do not pass the director.
 *
 * <pre>
 *   client ─────────┬──── 10.1.0.100:80, [fd01::100]:80 director
 *                   ├──── 10.1.0.11, [fd01::11] server1, VIP on lo
 *                   └──── 10.1.0.12, [fd01::12] server2, VIP on lo
 * </pre>
 */
class ForwardingMethodsIT {
  private LanTopology lab;
  private Director director;

  @BeforeEach
  void build() {
    lab = LanTopology.create(2);
    lab.startServer(1, 80);
    lab.startServer(2, 80);
    director = Director.in(lab.director());
  }

  @AfterEach
  void remove() {
    director.close();
    lab.close();
  }

  @Test
  void routesDirectlyInBothFamilies() {
    apply(
        """
          - name: web
            listen: 10.1.0.100:80
            scheduler: wrr
            forwarding: dr
            realServers:
              - {address: 10.1.0.11, weight: 3}
              - {address: 10.1.0.12, weight: 1}
          - name: web6
            listen: "[fd01::100]:80"
            scheduler: rr
            forwarding: dr
            realServers:
              - {address: "fd01::11"}
              - {address: "fd01::12"}
        """);

    assertThat(lab.asker().shareTcp(vip(80), 12)).isEqualTo(Map.of("server1", 9, "server2", 3));
    assertThat(lab.asker().shareTcp(vip6(80), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
  }

  @Test
  void tunnelsAndChangesTheMethodInPlace() {
    String tunnelled =
        """
          - name: web
            listen: 10.1.0.100:80
            scheduler: rr
            forwarding: tunnel
            realServers:
              - {address: 10.1.0.11}
              - {address: 10.1.0.12}
        """;
    apply(tunnelled);
    assertThat(lab.asker().shareTcp(vip(80), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));

    apply(tunnelled.replace("forwarding: tunnel", "forwarding: dr"));
    assertThat(lab.asker().shareTcp(vip(80), 6)).isEqualTo(Map.of("server1", 3, "server2", 3));
  }

  private void apply(String services) {
    String cluster =
        """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        services:
        """
            + services;
    assertThat(director.apply(cluster).hasFailures()).isFalse();
    assertThat(director.plan(cluster).changes()).isEmpty();
  }
}
