package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.plan.ApplyReport;
import org.junit.jupiter.api.Test;

/**
 * Somebody else's service beside one of lvsd's.
 *
 * <pre>
 *   client ──┬── 10.1.0.100:80 director ──┬── 10.2.0.11:8080 server1      lvsd's
 *            └── 10.1.0.100:81 director ──┴── 10.2.0.12:8080 server2      made with ipvsadm
 * </pre>
 */
class ForeignServiceIT {
  private static final String CLUSTER =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: web
          listen: 10.1.0.100:80
          scheduler: rr
          forwarding: nat
          realServers:
            - {address: 10.2.0.11, port: 8080}
      """;
  private static final String NOTHING =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services: []
      """;

  @Test
  void survivesEverythingThatLvsdDoesToItsOwn() {
    try (NatTopology lab = NatTopology.create(2);
        Director director = Director.in(lab.director())) {
      lab.startServer(1, 8080);
      lab.startServer(2, 8080);
      lab.director()
          .program("ipvsadm", "-R")
          .input(
              """
              -A -t 10.1.0.100:81 -s wlc -p 120
              -a -t 10.1.0.100:81 -r 10.2.0.12:8080 -m -w 7 -x 500 -y 400
              """)
          .mustSucceed();
      var foreign = director.savedTable();
      try (Conversation open = lab.asker().connect(vip(81))) {
        assertThat(open.ask()).isEqualTo("server2");

        ApplyReport report = director.apply(CLUSTER);

        assertThat(report.plan().foreign())
            .singleElement()
            .matches(service -> service.key().equals(ServiceKeys.parse("tcp 10.1.0.100:81")));
        assertThat(director.savedTable()).containsAll(foreign);
        assertThat(director.savedTable()).hasSize(4);

        director.apply(NOTHING);

        assertThat(director.savedTable()).isEqualTo(foreign);
        assertThat(open.ask()).isEqualTo("server2");
      }
    }
  }
}
