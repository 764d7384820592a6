package dev.lvsd.reconcile;

import static dev.lvsd.plan.HostSamples.NOTHING;
import static dev.lvsd.plan.HostSamples.master;
import static dev.lvsd.plan.Samples.server;
import static dev.lvsd.plan.Samples.service;
import static dev.lvsd.reconcile.ReconcilerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Definition;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.plan.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleReloadTest {
  private static final PlanOptions RELOAD = new PlanOptions(false, false, true);
  private static final String SYNC_THRESHOLD = "net.ipv4.vs.sync_threshold";
  private static final Definition WANTED =
      NOTHING
          .bits(14)
          .syncDaemons(master("lo", 7))
          .shop(service("tcp 10.0.0.1:80", server("10.1.0.1:80", 3), server("10.1.0.2:80", 1)));

  @TempDir Path directory;
  private ReconcilerFixture world;
  private List<VirtualService> before;

  /** As defined but for the size of the table; with a service and a sysctl of somebody else. */
  @BeforeEach
  void makeWorld() {
    world = new ReconcilerFixture(directory.resolve("state"));
    world.apply(WANTED);
    ServiceSpec foreign = ServiceSpec.of(Samples.key("udp 10.0.0.9:53"), SchedulerName.RR);
    world.ipvs.execute(new IpvsCommand.CreateService(foreign));
    world.ipvs.execute(new IpvsCommand.AddServer(foreign.key(), server("10.1.0.9:53", 5)));
    world.host.sysctl(SYNC_THRESHOLD, "4 60");
    world.host.before(
        command -> {
          if (command instanceof HostCommand.UnloadModule) {
            assertThat(world.ipvs.table()).as("table while the module is unloaded").isEmpty();
            assertThat(world.ipvs.syncDaemons()).isEmpty();
            world.host.sysctl(SYNC_THRESHOLD, "3 50"); // as the kernel starts
          }
        });
    before = world.ipvs.table();
  }

  private ApplyReport apply() {
    return world.apply(WANTED, RELOAD, ApplyOptions.DEFAULT);
  }

  private void thatEverythingIsBack() {
    assertThat(world.ipvs.table()).isEqualTo(before);
    assertThat(world.ipvs.syncDaemons()).hasSize(1);
    assertThat(world.host.sysctl(SYNC_THRESHOLD)).isEqualTo("4 60");
    assertThat(world.reconciler.plan(WANTED, RELOAD).isEmpty()).isTrue();
    assertThat(world.state.reload().read()).isEmpty();
  }

  @Test
  void restoresTheWholeTableInAnotherSize() {
    ApplyReport report = apply();
    assertThat(report.outcomes())
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> assertThat(done.change()).isInstanceOf(HostChange.ReloadModule.class));
    thatEverythingIsBack();
  }

  @Test
  void restoresTheTableAlsoWhereTheModuleCannotBeUnloaded() {
    world.host.refuse(HostCommand.UnloadModule.class::isInstance);
    ApplyReport report = apply();
    assertThat(reason(report.outcomes().get(0)))
        .isEqualTo("unload module ip_vs: refused; the table was restored");
    assertThat(world.ipvs.table()).isEqualTo(before);
    assertThat(world.state.reload().read()).isEmpty();
  }

  @Test
  void aRunThatWasKilledInTheMiddleIsCompletedByTheNext() {
    world.host.before(
        command -> {
          if (command.describe().equals("load module ip_vs")) {
            throw new IllegalStateException("SIGKILL");
          }
        });
    assertThatThrownBy(this::apply).hasMessage("SIGKILL");
    assertThat(world.ipvs.table()).isEmpty();
    world.host.sysctl(SYNC_THRESHOLD, "3 50");
    world.host.before(command -> {});

    assertThat(world.reconciler.plan(WANTED, RELOAD).notes())
        .contains(
            "an earlier run was ended while it loaded ip_vs anew; apply restores what it had saved"
                + " first");
    ApplyReport report = apply();
    assertThat(report.warnings())
        .containsExactly(
            "an earlier run was ended while it loaded ip_vs anew; what it had saved is restored");
    thatEverythingIsBack();
  }

  @Test
  void saysWhatCouldNotBeRestoredAndTriesAgainNextTime() {
    world.ipvs.refuse(command -> command.describe().contains("10.1.0.9:53"), 1);
    ApplyReport report = apply();
    assertThat(reason(report.outcomes().get(0)))
        .startsWith("restore the table after loading ip_vs: add server 10.1.0.9:53");
    world.ipvs.refuse(command -> false, 0);
    apply();
    thatEverythingIsBack();
  }
}
