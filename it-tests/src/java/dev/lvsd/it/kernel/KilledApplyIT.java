package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import dev.lvsd.it.topology.SteadyTraffic;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code lvsctl apply} dies in the middle of its work, again and again, while clients are served.
 *
 * <pre>
 *   client ──┬── 10.1.0.100:80 director ──┬── 10.2.0.11:8080, 10.2.0.12:8080 server1, server2    edited by every apply
 *            └── 10.1.0.100:81 director ──┴── 10.2.0.11:8081, 10.2.0.12:8081 server1, server2    never edited
 *                10.1.0.100:10001 to :10150, half of them created, edited or removed by every apply
 * </pre>
 *
 * <p>The two services do not share a port of a real server: a client may use the same port of its
 * own for both, and by nat the real server could then not tell its connections apart.
 */
class KilledApplyIT {
  private static final int KILLS = 10;
  private static final int SIGKILL = 9;
  private static final int FIRST_PORT = 10_000;
  private static final int CROWD = 100;

  /** The two definitions differ in each of the ports of both, and in which ports they have. */
  private record Version(int weight, int from) {
    static final Version ONE = new Version(1, 1);
    static final Version OTHER = new Version(3, 51);

    Version next() {
      return equals(ONE) ? OTHER : ONE;
    }

    boolean has(int number) {
      return number >= from && number < from + CROWD;
    }

    String yaml() {
      StringBuilder yaml =
          new StringBuilder(
              """
              apiVersion: lvsd/v1
              kind: Cluster
              metadata: {name: shop}
              services:
                - name: edited
                  listen: 10.1.0.100:80
                  scheduler: wrr
                  forwarding: nat
                  realServers:
                    - {address: 10.2.0.11, port: 8080, weight: %d}
                    - {address: 10.2.0.12, port: 8080, weight: %d}
                - name: steady
                  listen: 10.1.0.100:81
                  scheduler: rr
                  forwarding: nat
                  realServers:
                    - {address: 10.2.0.11, port: 8081}
                    - {address: 10.2.0.12, port: 8081}
              """
                  .formatted(weight, 4 - weight));
      for (int number = from; number < from + CROWD; number++) {
        yaml.append(
            """
              - name: crowd%d
                listen: 10.1.0.100:%d
                scheduler: rr
                forwarding: nat
                realServers:
                  - {address: 10.2.0.11, port: 8080, weight: %d}
                  - {address: 10.2.0.12, port: 8080, weight: %d}
            """
                .formatted(number, FIRST_PORT + number, weight, weight));
      }
      return yaml.toString();
    }
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void convergesWhenRunAgainAndNoTrafficIsLost() {
    long seed = Long.getLong("lvsd.seed", System.nanoTime());
    Random random = new Random(seed);
    try (NatTopology lab = NatTopology.create(2);
        Director director = Director.in(lab.director())) {
      for (int number = 1; number <= 2; number++) {
        lab.startServer(number, 8080);
        lab.startServer(number, 8081);
      }
      Version version = Version.ONE;
      assertThat(director.apply(version.yaml()).hasFailures()).isFalse();

      int killed = 0;
      try (SteadyTraffic traffic = SteadyTraffic.start(lab.asker(), vip(80), vip(81))) {
        for (int round = 1; round <= KILLS; round++) {
          version = version.next();
          killed += killWhileApplying(director, version, random) ? 1 : 0;

          assertThat(director.apply(version.yaml()).hasFailures()).as("seed %s", seed).isFalse();
          assertThat(director.plan(version.yaml()).changes()).as("seed %s", seed).isEmpty();
          assertThat(traffic.failures()).as("round %s, seed %s", round, seed).isEmpty();
        }
        assertThat(traffic.answers()).isGreaterThan(100);
      }
      assertThat(killed).as("applies that did not end before they were killed").isEqualTo(KILLS);
    }
  }

  /**
   * Kills it when a service or server chosen at random has just become what the new version wants.
   */
  private static boolean killWhileApplying(Director director, Version version, Random random) {
    int number = 1 + random.nextInt(CROWD + 50);
    Program apply = director.lvsctl("apply", director.file("next.yaml", version.yaml()).toString());
    try (Program.Running running = apply.start()) {
      Process process = running.process();
      await("a change of service " + number)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .atMost(Duration.ofSeconds(60))
          .until(() -> !process.isAlive() || isAsWanted(director, version, number));
      process.destroyForcibly();
      return running.await().exitCode() == 128 + SIGKILL;
    }
  }

  private static boolean isAsWanted(Director director, Version version, int number) {
    ServiceKey key = ServiceKeys.parse("tcp 10.1.0.100:" + (FIRST_PORT + number));
    List<ServerStatus> servers = director.ipvs().servers(key);
    return version.has(number)
        ? servers.stream().anyMatch(server -> server.spec().weight() == version.weight())
        : servers.stream().noneMatch(server -> server.spec().weight() > 0);
  }
}
