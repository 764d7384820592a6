package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.reconcile.ApplyOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Taking a real server out of service while clients talk to it.
 *
 * <pre>
 *   client ──── 10.1.0.100:80 director ──┬── 10.2.0.11:8080 server1, stays
 *                                        └── 10.2.0.12:8080 server2, is removed from the definition
 * </pre>
 */
class RemovedServerIT {
  private static final String ONE =
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
  private static final String TWO = ONE + "      - {address: 10.2.0.12, port: 8080}\n";

  private NatTopology lab;
  private Director director;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    lab.startServer(1, 8080);
    lab.startServer(2, 8080);
    director = Director.in(lab.director());
    director.apply(TWO);
  }

  @AfterEach
  void remove() {
    director.close();
    lab.close();
  }

  @Test
  void letsOpenConnectionsFinishAndSendsNewOnesElsewhere() {
    List<Conversation> open = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      open.add(lab.asker().connect(vip(80)));
    }
    List<String> before = open.stream().map(Conversation::ask).toList();
    assertThat(before).contains("server1", "server2");

    ApplyReport report = director.apply(ONE);

    assertThat(report.isDraining()).isTrue();
    assertThat(report.outcomes())
        .filteredOn(Outcome.Draining.class::isInstance)
        .singleElement()
        .satisfies(
            outcome -> assertThat(((Outcome.Draining) outcome).activeConnections()).isEqualTo(5));
    assertThat(lab.asker().shareTcp(vip(80), 10)).isEqualTo(Map.of("server1", 10));
    assertThat(open.stream().map(Conversation::ask)).containsExactlyElementsOf(before);

    open.forEach(Conversation::abort);
    ApplyReport last =
        director.apply(
            ONE,
            new ApplyOptions(
                false, Duration.ofSeconds(60), Optional.empty(), Duration.ofSeconds(10)));

    assertThat(last.outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Done.class)
        .matches(outcome -> outcome.change() instanceof Change.RemoveServer);
    assertThat(director.plan(ONE).changes()).isEmpty();
    assertThat(director.ipvsadm()).contains("10.2.0.11:8080").doesNotContain("10.2.0.12:8080");
  }

  @Test
  void removesAServerWithoutConnectionsAtOnce() {
    ApplyReport report = director.apply(ONE);

    assertThat(report.isDraining()).isFalse();
    assertThat(director.ipvsadm()).doesNotContain("10.2.0.12:8080");
  }

  @Test
  void takesAServerBackThatWasOnItsWayOut() {
    try (Conversation one = lab.asker().connect(vip(80));
        Conversation other = lab.asker().connect(vip(80))) {
      List<String> before = List.of(one.ask(), other.ask());
      assertThat(director.apply(ONE).isDraining()).isTrue();

      director.apply(TWO);

      assertThat(director.plan(TWO).changes()).isEmpty();
      assertThat(lab.asker().shareTcp(vip(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
      assertThat(List.of(one.ask(), other.ask())).isEqualTo(before);
    }
  }
}
