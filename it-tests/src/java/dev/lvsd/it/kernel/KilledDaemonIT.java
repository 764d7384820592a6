package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.kernel.LvsdProcess.Said;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.SteadyTraffic;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code lvsd} dies at random instants of applies, while clients are served.
 *
 * <pre>
 *   client ──┬── 10.1.0.100:80 director: lvsd ──┬── 10.2.0.11:8080, :8081 server1
 *            └── 10.1.0.100:81                  └── 10.2.0.12:8080, :8081 server2
 * </pre>
 *
 * <p>Each kill costs a start of Java, so three kernels share the hundred of the proof; {@code
 * -Dlvsd.kills=100} makes them on each.
 */
class KilledDaemonIT {
  private static final int KILLS = Integer.getInteger("lvsd.kills", 34);

  private static String yaml(int weight) {
    return """
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
        .formatted(weight, weight + 1);
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void losesNoTrafficAndGoesOnWhereItWas() throws Exception {
    long seed = Long.getLong("lvsd.seed", System.nanoTime());
    Random random = new Random(seed);
    ExecutorService client = Executors.newSingleThreadExecutor();
    int interrupted = 0;
    try (NatTopology lab = NatTopology.create(2);
        Director director = Director.in(lab.director());
        LvsdProcess daemon = new LvsdProcess(lab.director(), director)) {
      for (int number = 1; number <= 2; number++) {
        lab.startServer(number, 8080);
        lab.startServer(number, 8081);
      }
      daemon.start();
      daemon.apply(yaml(1));
      try (SteadyTraffic traffic = SteadyTraffic.start(lab.asker(), vip(80), vip(81))) {
        Duration window = Duration.ofMillis(400);
        for (int round = 1; round <= KILLS; round++) {
          String file = director.file("next.yaml", yaml(1 + round % 7)).toString();
          Future<Said> apply = client.submit(() -> daemon.ask("apply", file));
          TimeUnit.MILLISECONDS.sleep(random.nextInt((int) window.toMillis()));
          daemon.kill();
          boolean lost = apply.get(30, TimeUnit.SECONDS).exitCode() != 0;
          interrupted += lost ? 1 : 0;
          // an apply that had ended already was given too much time
          window =
              lost ? window.multipliedBy(11).dividedBy(10) : window.multipliedBy(3).dividedBy(4);

          daemon.start();
          checkState(director, seed);
          Said reconciled = daemon.ask("reconcile");
          assertThat(reconciled.exitCode()).as("seed %s, %s", seed, reconciled).isZero();
          StateDirectory state = new StateDirectory(director.state());
          String text = state.history().current().texts().get("shop");
          assertThat(director.plan(text).changes()).as("seed %s", seed).isEmpty();
          assertThat(traffic.failures()).as("round %s, seed %s", round, seed).isEmpty();
        }
        System.out.printf(
            "%d kills, %d of them during an apply; %d answers, none missing%n",
            KILLS, interrupted, traffic.answers());
      }
    } finally {
      client.shutdownNow();
    }
    assertThat(interrupted).as("applies that did not end").isGreaterThan(KILLS / 2);
  }

  private static void checkState(Director director, long seed) {
    StateDirectory state = new StateDirectory(director.state());
    assertThat(state.history().load().warnings()).as("seed %s", seed).isEmpty();
    assertThat(state.ownership().read().warnings()).as("seed %s", seed).isEmpty();
  }
}
