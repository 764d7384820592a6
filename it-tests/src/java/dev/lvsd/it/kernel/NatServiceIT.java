package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A web service by nat over four namespaces.
 *
 * <pre>
 *   client ──── 10.1.0.100:80 director ──┬── 10.2.0.11:8080 server1
 *   10.1.0.2                             └── 10.2.0.12:8080 server2
 * </pre>
 */
class NatServiceIT {
  private static final String CLUSTER =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: web
          listen: 10.1.0.100:80
          scheduler: wrr
          forwarding: nat
          realServers:
            - {address: 10.2.0.11, port: 8080, weight: 3}
            - {address: 10.2.0.12, port: 8080, weight: 1}
      """;

  private NatTopology lab;
  private Director director;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    lab.startServer(1, 8080);
    lab.startServer(2, 8080);
    director = Director.in(lab.director());
  }

  @AfterEach
  void remove() {
    director.close();
    lab.close();
  }

  @Test
  void sharesRequestsExactlyAsTheWeightsSay() {
    ApplyReport report = director.apply(CLUSTER);

    assertThat(report.outcomes()).hasSize(3).allMatch(Outcome.Done.class::isInstance);
    assertThat(lab.asker().shareTcp(vip(80), 40)).isEqualTo(Map.of("server1", 30, "server2", 10));
  }

  @Test
  void findsNothingToDoTheSecondTime() {
    director.apply(CLUSTER);

    assertThat(director.plan(CLUSTER).changes()).isEmpty();
    assertThat(director.apply(CLUSTER).outcomes()).isEmpty();
  }

  @Test
  void changesWeightsUnderTwoHundredOpenConnectionsAndBreaksNone() {
    director.apply(CLUSTER);
    List<Conversation> open = new ArrayList<>();
    try {
      List<String> before = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Conversation conversation = lab.asker().connect(vip(80));
        open.add(conversation);
        before.add(conversation.ask());
      }
      assertThat(count(before)).isEqualTo(Map.of("server1", 150, "server2", 50));

      ApplyReport report =
          director.apply(
              CLUSTER.replace("weight: 3", "weight: 2").replace("weight: 1", "weight: 6"));

      assertThat(report.outcomes())
          .hasSize(2)
          .allMatch(Outcome.Done.class::isInstance)
          .allMatch(outcome -> outcome.change() instanceof Change.UpdateServer);
      assertThat(open.stream().map(Conversation::ask)).containsExactlyElementsOf(before);
      assertThat(lab.asker().shareTcp(vip(80), 40)).isEqualTo(Map.of("server1", 10, "server2", 30));
    } finally {
      open.forEach(Conversation::close);
    }
  }

  @Test
  void changesTheSchedulerInPlaceAndBreaksNoConnection() {
    director.apply(CLUSTER);
    try (Conversation open = lab.asker().connect(vip(80))) {
      String before = open.ask();

      ApplyReport report = director.apply(CLUSTER.replace("wrr", "rr"));

      assertThat(report.outcomes())
          .singleElement()
          .matches(outcome -> outcome.change() instanceof Change.UpdateService);
      assertThat(open.ask()).isEqualTo(before);
      assertThat(lab.asker().shareTcp(vip(80), 40)).isEqualTo(Map.of("server1", 20, "server2", 20));
    }
  }

  private static Map<String, Integer> count(List<String> answers) {
    Map<String, Integer> counts = new TreeMap<>();
    answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
    return counts;
  }
}
