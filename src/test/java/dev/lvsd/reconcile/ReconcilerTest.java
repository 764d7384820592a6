package dev.lvsd.reconcile;

import static dev.lvsd.plan.Samples.cluster;
import static dev.lvsd.plan.Samples.key;
import static dev.lvsd.plan.Samples.server;
import static dev.lvsd.plan.Samples.service;
import static dev.lvsd.plan.Samples.shop;
import static dev.lvsd.reconcile.ReconcilerFixture.FAIL_FAST;
import static dev.lvsd.reconcile.ReconcilerFixture.NOW;
import static dev.lvsd.reconcile.ReconcilerFixture.concerns;
import static dev.lvsd.reconcile.ReconcilerFixture.reason;
import static dev.lvsd.reconcile.ReconcilerFixture.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.plan.Samples;
import dev.lvsd.state.ApplyLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcilerTest {
  private static final String WEB = "tcp 10.0.0.1:80";
  private static final String DNS = "udp 10.0.0.2:53";
  private static final ServerSpec A = server("10.1.0.1:80", 3);
  private static final ServerSpec B = server("10.1.0.2:80", 1);
  private static final ServerSpec C = server("10.1.0.3:80", 1);
  private static final int EINVAL = 22;

  @TempDir Path directory;
  private ReconcilerFixture world;

  @BeforeEach
  void prepare() {
    world = new ReconcilerFixture(directory.resolve("state"));
  }

  private Plan planAgain(Definition definition) {
    return world.reconciler.plan(definition, PlanOptions.GENTLE);
  }

  @Test
  void makesTheTableAsDefinedAndHasNothingToDoTheSecondTime() {
    Cluster shop =
        cluster(
            "shop",
            Cluster.Management.SHARED,
            Samples.timeouts(60, 0, 30),
            service(WEB, A, B),
            service(DNS, C));
    Definition definition = new Definition(List.of(shop));
    ApplyReport report = world.apply(definition);
    assertThat(report.hasFailures()).isFalse();
    assertThat(report.warnings()).isEmpty();
    assertThat(world.weights())
        .containsExactly(
            entry(WEB, List.of("10.1.0.2:80=1", "10.1.0.1:80=3")),
            entry(DNS, List.of("10.1.0.3:80=1")));
    assertThat(world.ipvs.timeouts()).isEqualTo(new Timeouts(60, 120, 30));

    world.ipvs.forgetExecuted();
    assertThat(planAgain(definition).isEmpty()).isTrue();
    assertThat(world.apply(definition).outcomes()).isEmpty();
    assertThat(world.ipvs.executed()).isEmpty();
  }

  @Test
  void planningChangesAndWritesNothing() {
    Plan plan = planAgain(shop(service(WEB, A)));
    assertThat(plan.changes()).hasSize(2);
    assertThat(world.ipvs.executed()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void changesAWeightWithOneCommand() {
    world.apply(shop(service(WEB, A, B)));
    world.ipvs.forgetExecuted();
    world.apply(shop(service(WEB, A, B.withWeight(7))));
    assertThat(world.ipvs.executed())
        .containsExactly(new IpvsCommand.UpdateServer(key(WEB), B.withWeight(7)));
  }

  @Test
  void removesIdleServersAndServicesThatAreNoLongerDefined() {
    world.apply(shop(service(WEB, A, B), service(DNS, C)));
    ApplyReport report = world.apply(shop(service(WEB, A)));
    assertThat(summary(report))
        .containsExactly(
            "Done QuiesceServer", "Done QuiesceServer", "Done RemoveServer", "Done RemoveService");
    assertThat(world.weights()).containsExactly(entry(WEB, List.of("10.1.0.1:80=3")));
    assertThat(world.waiter.pauses()).isEmpty();
  }

  @Test
  void leavesForeignServicesAndThoseOfOtherClustersAlone() {
    world.ipvs.execute(new IpvsCommand.CreateService(service("tcp 10.9.9.9:9").spec()));
    world.apply(new Definition(List.of(cluster("blog", service(DNS, C)))));
    world.apply(shop(service(WEB, A)));
    Plan plan = planAgain(shop());
    assertThat(plan.foreign())
        .extracting(s -> s.key().toString())
        .containsExactly("tcp 10.9.9.9:9");
    world.apply(shop());
    assertThat(world.weights().keySet()).containsExactlyInAnyOrder("tcp 10.9.9.9:9", DNS);
  }

  @Test
  void aServiceThatChangedHandsBelongsToItsNewCluster() {
    world.apply(new Definition(List.of(cluster("blog", service(WEB, A)))));
    world.apply(shop(service(WEB, A)));
    world.apply(new Definition(List.of(cluster("blog"))));
    assertThat(world.weights()).containsKey(WEB);
    world.apply(shop());
    assertThat(world.weights()).isEmpty();
  }

  @Test
  void reportsEveryFailureAndDoesTheRest() {
    world.ipvs.refuse(command -> concerns(command, "10.1.0.2"), EINVAL);
    ApplyReport report = world.apply(shop(service(WEB, A, B, C), service(DNS, B, A)));
    assertThat(summary(report))
        .containsExactly(
            "Done CreateService",
            "Done AddServer",
            "Failed AddServer",
            "Done AddServer",
            "Done CreateService",
            "Failed AddServer",
            "Done AddServer");
    assertThat(reason(report.outcomes().get(2)))
        .isEqualTo("add server 10.1.0.2:80 to tcp 10.0.0.1:80: refused (errno 22)");

    world.ipvs.refuse(command -> false, 0);
    assertThat(summary(world.apply(shop(service(WEB, A, B, C), service(DNS, B, A)))))
        .containsExactly("Done AddServer", "Done AddServer");
  }

  @Test
  void skipsTheServersOfAServiceThatCouldNotBeCreated() {
    ServiceSpec unknown = ServiceSpec.of(key(WEB), new SchedulerName("nosuch"));
    ApplyReport report = world.apply(shop(service(unknown, A, B), service(DNS, C)));
    assertThat(summary(report))
        .containsExactly(
            "Failed CreateService",
            "Skipped AddServer",
            "Skipped AddServer",
            "Done CreateService",
            "Done AddServer");
    assertThat(reason(report.outcomes().get(1)))
        .isEqualTo("not tried, because service tcp 10.0.0.1:80 was not created");
  }

  @Test
  void stopsAtTheFirstFailureWhenAskedTo() {
    world.ipvs.refuse(command -> concerns(command, "add server 10.1.0.2"), EINVAL);
    ApplyReport report = world.apply(shop(service(WEB, A, B, C)), PlanOptions.GENTLE, FAIL_FAST);
    assertThat(summary(report))
        .containsExactly(
            "Done CreateService", "Done AddServer", "Failed AddServer", "Skipped AddServer");
    assertThat(reason(report.outcomes().get(3)))
        .isEqualTo(
            "not tried, because an earlier change failed: add server 10.1.0.2:80 to tcp"
                + " 10.0.0.1:80");
  }

  @Test
  void failFastLeavesRemovalsAlone() {
    world.apply(shop(service(WEB, A, B)));
    world.ipvs.refuse(command -> concerns(command, "add server"), EINVAL);
    ApplyReport report = world.apply(shop(service(WEB, A, C)), PlanOptions.GENTLE, FAIL_FAST);
    assertThat(summary(report))
        .containsExactly("Failed AddServer", "Skipped QuiesceServer", "Skipped RemoveServer");
    assertThat(world.weights().get(WEB)).contains("10.1.0.2:80=1");
  }

  @Test
  void keepsTheLastServersOfAServiceWhenTheirSuccessorsFail() {
    world.apply(shop(service(WEB, A)));
    world.ipvs.refuse(command -> concerns(command, "add server"), EINVAL);
    for (PlanOptions options : List.of(PlanOptions.GENTLE, NOW)) {
      ApplyReport report = world.apply(shop(service(WEB, B, C)), options, ApplyOptions.DEFAULT);
      assertThat(summary(report)).startsWith("Failed AddServer", "Failed AddServer");
      assertThat(summary(report).get(2)).startsWith("Skipped");
      assertThat(reason(report.outcomes().get(2))).contains("would be left without a server");
      assertThat(world.weights()).containsExactly(entry(WEB, List.of("10.1.0.1:80=3")));
    }
  }

  @Test
  void removesServersAlthoughOthersFailedWhenSomeStillTakeConnections() {
    world.apply(shop(service(WEB, A, B)));
    world.ipvs.refuse(command -> concerns(command, "add server"), EINVAL);
    ApplyReport report = world.apply(shop(service(WEB, A, C)));
    assertThat(summary(report))
        .containsExactly("Failed AddServer", "Done QuiesceServer", "Done RemoveServer");
  }

  @Test
  void doesNotRemoveWhatCouldNotBeQuiesced() {
    world.apply(shop(service(WEB, A, B), service(DNS, C)));
    world.ipvs.refuse(command -> command instanceof IpvsCommand.UpdateServer, EINVAL);
    ApplyReport report = world.apply(shop(service(WEB, A)));
    assertThat(summary(report))
        .containsExactly(
            "Failed QuiesceServer",
            "Failed QuiesceServer",
            "Skipped RemoveServer",
            "Skipped RemoveService");
  }

  @Test
  void updatesWhatAnotherWriterCreatedMeanwhile() {
    ServiceSpec theirs = ServiceSpec.of(key(WEB), SchedulerName.RR);
    AtomicBoolean first = new AtomicBoolean(true);
    world.ipvs.before(
        command -> {
          if (first.getAndSet(false)) {
            world.ipvs.execute(new IpvsCommand.CreateService(theirs));
            world.ipvs.execute(new IpvsCommand.AddServer(key(WEB), A.withWeight(50)));
          }
        });
    for (ApplyOptions how : List.of(ApplyOptions.DEFAULT, FAIL_FAST)) {
      ApplyReport report = world.apply(shop(service(WEB, A, B)), PlanOptions.GENTLE, how);
      assertThat(report.hasFailures()).isFalse();
      assertThat(world.weights().get(WEB)).containsExactly("10.1.0.2:80=1", "10.1.0.1:80=3");
      assertThat(planAgain(shop(service(WEB, A, B))).isEmpty()).isTrue();
      world.ipvs.execute(new IpvsCommand.Flush());
      first.set(true);
    }
  }

  @Test
  void createsAgainWhatAnotherWriterRemovedMeanwhile() {
    world.apply(shop(service(WEB, A)));
    AtomicBoolean first = new AtomicBoolean(true);
    world.ipvs.before(
        command -> {
          if (first.getAndSet(false)) {
            world.ipvs.execute(new IpvsCommand.DeleteService(key(WEB)));
          }
        });
    ServiceSpec sh = ServiceSpec.of(key(WEB), SchedulerName.SH);
    ApplyReport report = world.apply(shop(service(sh, A.withWeight(9))));
    assertThat(summary(report)).containsExactly("Done UpdateService", "Done UpdateServer");
    assertThat(world.weights().get(WEB)).containsExactly("10.1.0.1:80=9");
  }

  @Test
  void takesWhatIsGoneAlreadyForRemoved() {
    world.apply(shop(service(WEB, A, B), service(DNS, C)));
    AtomicBoolean first = new AtomicBoolean(true);
    world.ipvs.before(
        command -> {
          if (first.getAndSet(false)) {
            world.ipvs.execute(new IpvsCommand.RemoveServer(key(WEB), B.key()));
            world.ipvs.execute(new IpvsCommand.DeleteService(key(DNS)));
          }
        });
    ApplyReport report =
        world.apply(shop(service(WEB, A)), PlanOptions.GENTLE, ApplyOptions.DEFAULT);
    assertThat(report.outcomes()).hasSize(4).allMatch(Outcome.Done.class::isInstance);
  }

  @Test
  void reportsWhatIsLeftWhenTheDataPlaneGoesAway() {
    world.ipvs.failAt(command -> concerns(command, "add server 10.1.0.2"));
    ApplyReport report = world.apply(shop(service(WEB, A, B, C)));
    assertThat(summary(report))
        .containsExactly(
            "Done CreateService", "Done AddServer", "Failed AddServer", "Skipped AddServer");
    assertThat(reason(report.outcomes().get(3)))
        .isEqualTo("not tried, because the data plane stopped answering");
  }

  @Test
  void convergesAfterBeingKilledAtAnyCommand() {
    Definition before = shop(service(WEB, A, B), service(DNS, C));
    Definition after = shop(service(WEB, A.withWeight(9), C), service("tcp 10.0.0.3:1", B));
    for (int survived = 0; ; survived++) {
      ReconcilerFixture mortal = new ReconcilerFixture(directory.resolve("kill" + survived));
      mortal.apply(before);
      AtomicInteger left = new AtomicInteger(survived);
      mortal.ipvs.before(
          command -> {
            if (left.getAndDecrement() == 0) {
              throw new KilledError();
            }
          });
      boolean killed = false;
      try {
        mortal.apply(after);
      } catch (KilledError e) {
        killed = true;
      }
      mortal.ipvs.before(command -> {});
      assertThat(mortal.apply(after).hasFailures()).isFalse();
      assertThat(mortal.weights())
          .as("killed after %d commands", survived)
          .containsOnlyKeys(WEB, "tcp 10.0.0.3:1")
          .containsEntry("tcp 10.0.0.3:1", List.of("10.1.0.2:80=1"));
      assertThat(mortal.weights().get(WEB))
          .containsExactlyInAnyOrder("10.1.0.1:80=9", "10.1.0.3:80=1");
      if (!killed) {
        assertThat(survived).isGreaterThan(5);
        return;
      }
    }
  }

  /** Stands for SIGKILL: nothing after it runs but what the kernel does by itself. */
  private static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void tellsTheListenerThePlanAndHowFarItIs() {
    List<Integer> finished = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    world.reconciler.apply(
        shop(service(WEB, A, B)),
        PlanOptions.GENTLE,
        ApplyOptions.DEFAULT,
        new ReconcilerFixture.Quiet() {
          @Override
          public void planned(Plan plan) {
            plans.add(plan);
          }

          @Override
          public void progress(int done, int total) {
            assertThat(total).isEqualTo(3);
            finished.add(done);
          }
        });
    assertThat(plans).hasSize(1);
    assertThat(finished).containsExactly(1, 2, 3);
  }

  @Test
  void waitsForAnotherApplyToEnd() {
    ApplyLock other = world.state.tryLock().orElseThrow();
    world.waiter.onPause(
        elapsed -> {
          if (elapsed.equals(Duration.ofSeconds(1))) {
            other.close();
          }
        });
    List<String> waitedFor = new ArrayList<>();
    ApplyReport report =
        world.reconciler.apply(
            shop(service(WEB, A)),
            PlanOptions.GENTLE,
            ApplyOptions.DEFAULT,
            new ReconcilerFixture.Quiet() {
              @Override
              public void waitingForLock(String holder) {
                waitedFor.add(holder);
              }
            });
    assertThat(report.hasFailures()).isFalse();
    assertThat(waitedFor).containsExactly("process " + ProcessHandle.current().pid());
    assertThat(world.waiter.pauses()).hasSize(10);
  }

  @Test
  void namesTheProcessThatDoesNotEndItsApply() {
    ApplyLock other = world.state.tryLock().orElseThrow();
    try {
      assertThatThrownBy(() -> world.apply(shop(service(WEB, A))))
          .isInstanceOf(LvsdException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " is applying")
          .hasMessageContaining("within 60 s; nothing was changed")
          .extracting(e -> ((LvsdException) e).blame())
          .isEqualTo(Blame.HOST);
    } finally {
      other.close();
    }
    assertThat(world.ipvs.table()).isEmpty();
  }

  @Test
  void changesNothingWhenItCannotRememberWhatItManages() throws Exception {
    Files.writeString(directory.resolve("state"), "a file");
    assertThatThrownBy(() -> world.apply(shop(service(WEB, A))))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("a file of that name is in the way");
    assertThat(world.ipvs.table()).isEmpty();
    assertThat(planAgain(shop(service(WEB, A))).changes()).hasSize(2);
  }
}
