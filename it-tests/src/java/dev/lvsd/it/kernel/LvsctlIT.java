package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The product as an operator starts it, on a director.
 *
 * <pre>
 *   client ──── 10.1.0.100:80 director: lvsctl ──┬── 10.2.0.11:8080 server1
 *                                                └── 10.2.0.12:8080 server2
 * </pre>
 */
class LvsctlIT {
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
  void plansAppliesAndShowsWhatIsThere() {
    String file = director.file("shop.yaml", CLUSTER).toString();

    Program.Result pending = director.lvsctl("plan", "--exit-code", file).run();
    assertThat(pending.exitCode()).as(pending.everything()).isEqualTo(3);
    assertThat(pending.output()).contains("10.1.0.100:80", "10.2.0.11:8080", "10.2.0.12:8080");
    assertThat(director.savedTable()).isEmpty();

    Program.Result applied = director.lvsctl("apply", file).run();
    assertThat(applied.exitCode()).as(applied.everything()).isZero();
    assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 6, "server2", 2));

    Program.Result nothing = director.lvsctl("plan", "--exit-code", file).run();
    assertThat(nothing.exitCode()).as(nothing.everything()).isZero();

    try (Conversation open = lab.asker().connect(vip(80))) {
      assertThat(open.ask()).isNotEmpty();
      assertThat(director.lvsctl("get", "connections").mustSucceed())
          .contains("10.1.0.2:" + open.localPort());
      assertThat(director.lvsctl("get", "servers").mustSucceed())
          .contains("10.2.0.11:8080", "10.2.0.12:8080");
    }
  }

  @Test
  void tellsWhatTheKernelRefusedAndDoesTheRest() {
    String broadcast = CLUSTER.replace("10.2.0.12", "10.2.0.255");
    String file = director.file("shop.yaml", broadcast).toString();

    Program.Result refused = director.lvsctl("apply", file).run();

    assertThat(refused.exitCode()).as(refused.everything()).isEqualTo(1);
    assertThat(refused.everything())
        .contains("10.2.0.255:8080", "tcp 10.1.0.100:80", "EINVAL", "broadcast");
    assertThat(lab.asker().shareTcp(vip(80), 4)).isEqualTo(Map.of("server1", 4));
  }
}
