package dev.lvsd.reconcile;

import static dev.lvsd.plan.Samples.key;
import static dev.lvsd.plan.Samples.server;
import static dev.lvsd.plan.Samples.service;
import static dev.lvsd.plan.Samples.shop;
import static dev.lvsd.reconcile.ReconcilerFixture.NOW;
import static dev.lvsd.reconcile.ReconcilerFixture.cutting;
import static dev.lvsd.reconcile.ReconcilerFixture.reason;
import static dev.lvsd.reconcile.ReconcilerFixture.summary;
import static dev.lvsd.reconcile.ReconcilerFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.PlanOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {
  private static final String WEB = "tcp 10.0.0.1:80";
  private static final ServerSpec A = server("10.1.0.1:80", 3);
  private static final ServerSpec B = server("10.1.0.2:80", 1);

  @TempDir Path directory;
  private ReconcilerFixture world;

  @BeforeEach
  void serveThroughTwoServersWithOneBusy() {
    world = new ReconcilerFixture(directory);
    world.apply(shop(service(WEB, A, B)));
    world.connections(WEB, "10.1.0.2:80", 5, 2);
  }

  private ApplyReport removeB(ApplyOptions how) {
    return world.apply(shop(service(WEB, A)), PlanOptions.GENTLE, how);
  }

  private void endConnectionsAfter(Duration time) {
    world.waiter.onPause(
        elapsed -> {
          if (elapsed.compareTo(time) >= 0) {
            world.connections(WEB, "10.1.0.2:80", 0, 0);
          }
        });
  }

  @Test
  void removesAServerWhenItsConnectionsHaveEnded() {
    endConnectionsAfter(Duration.ofSeconds(5));
    ApplyReport report = removeB(waiting(Duration.ofSeconds(30)));
    assertThat(summary(report)).containsExactly("Done QuiesceServer", "Done RemoveServer");
    assertThat(world.weights()).containsExactly(entry(WEB, List.of("10.1.0.1:80=3")));
    assertThat(report.took()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
  }

  @Test
  void looksOftenAtFirstAndThenLessOften() {
    endConnectionsAfter(Duration.ofSeconds(8));
    removeB(waiting(Duration.ofSeconds(30)));
    assertThat(world.waiter.pauses())
        .startsWith(Duration.ofMillis(500), Duration.ofMillis(750), Duration.ofMillis(1125))
        .endsWith(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  @Test
  void leavesABusyServerQuiescedWhenTheWaitIsOver() {
    ApplyReport report = removeB(waiting(Duration.ofSeconds(30)));
    assertThat(summary(report)).containsExactly("Done QuiesceServer", "Draining RemoveServer");
    assertThat(report.outcomes().get(1))
        .isEqualTo(new Outcome.Draining(report.plan().changes().get(1), 5, 2));
    assertThat(report.hasFailures()).isFalse();
    assertThat(report.isDraining()).isTrue();
    assertThat(world.weights().get(WEB)).containsExactly("10.1.0.2:80=0", "10.1.0.1:80=3");
    assertThat(report.took()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void doesNotWaitWithoutAWait() {
    assertThat(removeB(waiting(Duration.ZERO)).isDraining()).isTrue();
    assertThat(world.waiter.pauses()).isEmpty();
  }

  @Test
  void theNextApplyFinishesWhatStillDrained() {
    removeB(waiting(Duration.ZERO));
    world.connections(WEB, "10.1.0.2:80", 0, 0);
    assertThat(summary(removeB(waiting(Duration.ZERO)))).containsExactly("Done RemoveServer");
  }

  @Test
  void cutsAtTheDeadline() {
    ApplyReport report = removeB(cutting(Duration.ofSeconds(10)));
    assertThat(summary(report)).containsExactly("Done QuiesceServer", "Done RemoveServer");
    assertThat(report.took()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void doesNotCutBecauseOfAnInterruption() {
    world.waiter.interrupt();
    assertThat(removeB(cutting(Duration.ofSeconds(10))).isDraining()).isTrue();
  }

  @Test
  void doesNotWaitWithNow() {
    ApplyReport report = world.apply(shop(service(WEB, A)), NOW, waiting(Duration.ofSeconds(30)));
    assertThat(summary(report)).containsExactly("Done RemoveServer");
    assertThat(world.waiter.pauses()).isEmpty();
  }

  @Test
  void waitsForAllServersOfAService() {
    world.connections(WEB, "10.1.0.1:80", 1, 0);
    ApplyReport report = world.apply(shop(), PlanOptions.GENTLE, waiting(Duration.ofSeconds(3)));
    assertThat(summary(report))
        .containsExactly("Done QuiesceServer", "Done QuiesceServer", "Draining RemoveService");
    assertThat(report.outcomes().get(2))
        .isEqualTo(new Outcome.Draining(report.plan().changes().get(2), 6, 2));
    world.connections(WEB, "10.1.0.1:80", 0, 0);
    world.connections(WEB, "10.1.0.2:80", 0, 0);
    assertThat(summary(world.apply(shop()))).containsExactly("Done RemoveService");
    assertThat(world.weights()).isEmpty();
  }

  @Test
  void remembersAServiceThatStillDrains() {
    world.apply(shop(), PlanOptions.GENTLE, waiting(Duration.ZERO));
    assertThat(world.state.ownership().read().ownership().of("shop").services())
        .containsExactly(key(WEB));
  }

  @Test
  void quiescesAgainWhatAnotherWriterRevived() {
    world.waiter.onPause(
        elapsed -> {
          if (elapsed.equals(Duration.ofMillis(500))) {
            world.ipvs.execute(new IpvsCommand.UpdateServer(key(WEB), B));
            world.connections(WEB, "10.1.0.2:80", 0, 0);
          }
        });
    ApplyReport report = removeB(waiting(Duration.ofSeconds(30)));
    assertThat(summary(report)).containsExactly("Done QuiesceServer", "Done RemoveServer");
    assertThat(world.waiter.pauses()).hasSize(2);
  }

  @Test
  void failsWhatCannotBeQuiescedAgain() {
    world.waiter.onPause(
        elapsed -> {
          if (elapsed.equals(Duration.ofMillis(500))) {
            world.ipvs.execute(new IpvsCommand.UpdateServer(key(WEB), B));
            world.ipvs.refuse(command -> command instanceof IpvsCommand.UpdateServer, 22);
          }
        });
    ApplyReport report = removeB(waiting(Duration.ofSeconds(30)));
    assertThat(summary(report)).containsExactly("Done QuiesceServer", "Failed RemoveServer");
    assertThat(reason(report.outcomes().get(1))).contains("update server 10.1.0.2:80");
  }

  @Test
  void takesAServerThatDisappearedForRemoved() {
    world.waiter.onPause(
        elapsed -> {
          if (elapsed.equals(Duration.ofMillis(500))) {
            world.ipvs.execute(new IpvsCommand.DeleteService(key(WEB)));
          }
        });
    assertThat(summary(removeB(waiting(Duration.ofSeconds(30)))))
        .containsExactly("Done QuiesceServer", "Done RemoveServer");
  }

  @Test
  void tellsTheListenerWhatItWaitsFor() {
    List<List<Outcome.Draining>> looks = new ArrayList<>();
    endConnectionsAfter(Duration.ofMillis(1250));
    world.reconciler.apply(
        shop(service(WEB, A)),
        PlanOptions.GENTLE,
        ApplyOptions.DEFAULT,
        new ReconcilerFixture.Quiet() {
          @Override
          public void draining(List<Outcome.Draining> waiting) {
            looks.add(waiting);
          }
        });
    assertThat(looks).hasSize(2);
    assertThat(looks.get(0)).hasSize(1);
    assertThat(looks.get(0).get(0).activeConnections()).isEqualTo(5);
  }
}
