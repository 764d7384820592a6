package dev.lvsd.reconcile;

import static dev.lvsd.plan.HostSamples.NOTHING;
import static dev.lvsd.plan.HostSamples.master;
import static dev.lvsd.plan.HostSamples.vip;
import static dev.lvsd.plan.Samples.server;
import static dev.lvsd.plan.Samples.service;
import static dev.lvsd.reconcile.ReconcilerFixture.reason;
import static dev.lvsd.reconcile.ReconcilerFixture.summary;
import static dev.lvsd.reconcile.ReconcilerFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Errno;
import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.PlanOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostApplyTest {
  private static final String WEB = "tcp 10.0.0.1:80";
  private static final String NODEST = "net.ipv4.vs.expire_nodest_conn";
  private static final ServerSpec A = server("10.1.0.1:80", 3);
  private static final Definition EVERYTHING =
      NOTHING
          .bits(14)
          .sysctl("expire_nodest_conn", "1")
          .vipsOn("eth0")
          .syncDaemons(master("lo", 7))
          .shop(service(WEB, A));

  @TempDir Path directory;
  private ReconcilerFixture world;

  @BeforeEach
  void makeWorld() {
    world = new ReconcilerFixture(directory.resolve("state"));
  }

  private boolean isAsDefined(Definition definition) {
    return world.reconciler.plan(definition, PlanOptions.GENTLE).isEmpty();
  }

  @Test
  void makesAFreshDirectorAsDefined() {
    world.host.module("ip_vs", ModulePresence.LOADABLE);
    world.host.module("ip_vs_wrr", ModulePresence.LOADABLE);
    ApplyReport report = world.apply(EVERYTHING);
    assertThat(report.hasFailures()).isFalse();
    assertThat(world.host.executed())
        .containsExactly(
            "configure module ip_vs with conn_tab_bits=14",
            "load module ip_vs",
            "load module ip_vs_wrr",
            "set sysctl " + NODEST + " to 1",
            "persist 1 sysctl",
            "add address 10.0.0.1/32 on eth0",
            "announce 10.0.0.1 on eth0",
            "announce 10.0.0.1 on eth0",
            "announce 10.0.0.1 on eth0");
    assertThat(world.ipvs.syncDaemons()).hasSize(1);
    assertThat(isAsDefined(EVERYTHING)).isTrue();
  }

  @Test
  void restoresEverythingThatIsNoLongerDefined() {
    world.apply(EVERYTHING);
    assertThat(world.apply(NOTHING.shop()).hasFailures()).isFalse();
    assertThat(world.host.addresses()).isEmpty();
    assertThat(world.host.sysctl(NODEST)).isEqualTo("0");
    assertThat(world.ipvs.syncDaemons()).isEmpty();
    assertThat(world.ipvs.table()).isEmpty();
    assertThat(world.state.ownership().read().ownership().of("shop")).isEqualTo(Managed.NOTHING);
    assertThat(isAsDefined(NOTHING.shop())).isTrue();
  }

  @Test
  void remembersTheValueOfASysctlThatCameWithTheModule() {
    world.host.module("ip_vs", ModulePresence.LOADABLE);
    world.host.removeSysctl(NODEST);
    world.host.before(
        command -> {
          if (command.describe().equals("load module ip_vs")) {
            world.host.sysctl(NODEST, "5");
          }
        });
    world.apply(NOTHING.sysctl("expire_nodest_conn", "1").shop());
    assertThat(world.host.sysctl(NODEST)).isEqualTo("1");
    world.apply(NOTHING.shop());
    assertThat(world.host.sysctl(NODEST)).isEqualTo("5");
  }

  @Test
  void removesAnAddressOnlyWhenTheConnectionsOfItsServiceHaveEnded() {
    world.apply(EVERYTHING);
    world.connections(WEB, "10.1.0.1:80", 3, 0);
    Definition without = NOTHING.vipsOn("eth0").shop();
    ApplyReport report = world.apply(without, PlanOptions.GENTLE, waiting(Duration.ZERO));
    assertThat(summary(report)).contains("Draining RemoveService", "Draining RemoveVip");
    assertThat(report.hasFailures()).isFalse();
    assertThat(world.host.addresses()).containsExactly("10.0.0.1/32 on eth0");
    world.connections(WEB, "10.1.0.1:80", 0, 0);
    world.apply(without);
    assertThat(world.host.addresses()).isEmpty();
  }

  @Test
  void addsNoAddressWhoseServiceCouldNotBeCreated() {
    world.ipvs.refuse(IpvsCommand.CreateService.class::isInstance, Errno.EPERM);
    ApplyReport report = world.apply(NOTHING.vipsOn("eth0").shop(service(WEB)));
    assertThat(summary(report)).containsExactly("Failed CreateService", "Skipped AddVip");
    assertThat(world.host.addresses()).isEmpty();
  }

  @Test
  void aFailureOfTheHostConcernsItsObjectOnly() {
    world.host.refuse(command -> command.describe().startsWith("set sysctl"));
    ApplyReport report = world.apply(EVERYTHING);
    assertThat(summary(report)).containsOnlyOnce("Failed SetSysctl").doesNotContain("Skipped");
    assertThat(world.host.addresses()).hasSize(1);
    assertThat(world.weights()).hasSize(1);
  }

  @Test
  void triesNothingElseWhereTheModuleCannotBeLoaded() {
    world.host.module("ip_vs", ModulePresence.LOADABLE);
    world.host.refuse(command -> command.describe().equals("load module ip_vs"));
    ApplyReport report = world.apply(EVERYTHING);
    assertThat(summary(report))
        .startsWith("Done ConfigureModule", "Failed LoadModule")
        .filteredOn(line -> line.startsWith("Skipped"))
        .hasSize(report.outcomes().size() - 2);
    assertThat(world.ipvs.executed()).isEmpty();
  }

  @Test
  void loadsNoModuleWhoseTableCouldNotBeConfigured() {
    world.host.module("ip_vs", ModulePresence.LOADABLE);
    world.host.refuse(HostCommand.ConfigureModule.class::isInstance);
    ApplyReport report = world.apply(EVERYTHING);
    assertThat(summary(report)).startsWith("Failed ConfigureModule", "Skipped LoadModule");
    assertThat(reason(report.outcomes().get(1))).contains("could not be configured");
  }

  @Test
  void announcesInIntervalsAndTellsWhenThatFails() {
    List<Duration> times = new ArrayList<>();
    world.host.before(
        command -> {
          if (command instanceof HostCommand.Announce) {
            times.add(world.waiter.now());
          }
        });
    world.apply(NOTHING.vipsOn("eth0").shop(service(WEB)));
    assertThat(times).hasSize(3);
    assertThat(times.get(2).minus(times.get(0))).isEqualTo(Duration.ofSeconds(2));

    world.host.refuse(HostCommand.Announce.class::isInstance);
    ApplyReport report =
        world.apply(NOTHING.vipsOn("eth0").shop(service(WEB), service("tcp 10.0.0.2:80")));
    assertThat(report.hasFailures()).isFalse();
    assertThat(report.warnings()).singleElement().asString().startsWith("announce 10.0.0.2");
  }

  @Test
  void ownsWhatItIsAboutToAddWhenItIsKilled() {
    world.host.before(
        command -> {
          if (command instanceof HostCommand.AddAddress) {
            throw new IllegalStateException("SIGKILL");
          }
        });
    assertThatThrownBy(() -> world.apply(EVERYTHING)).hasMessage("SIGKILL");
    world.host.before(command -> {});
    world.host.addAddress(vip("10.0.0.1")); // the kernel had done it already
    world.apply(NOTHING.shop());
    assertThat(world.host.addresses()).isEmpty();
    assertThat(world.host.sysctl(NODEST)).isEqualTo("0");
  }

  @Test
  void neverOwnsAnAddressThatWasThereBefore() {
    world.host.addAddress(vip("10.0.0.1"));
    world.apply(EVERYTHING);
    world.apply(NOTHING.shop());
    assertThat(world.host.addresses()).containsExactly("10.0.0.1/32 on eth0");
  }

  @Test
  void sharesAnAddressBetweenClusters() {
    Definition blog =
        new Definition(
            List.of(NOTHING.vipsOn("eth0").cluster("blog", service("tcp 10.0.0.1:443", A))));
    world.apply(EVERYTHING);
    world.apply(blog);
    world.apply(NOTHING.shop());
    assertThat(world.host.addresses()).containsExactly("10.0.0.1/32 on eth0");
    world.apply(new Definition(List.of(NOTHING.cluster("blog"))));
    assertThat(world.host.addresses()).isEmpty();
  }

  @Test
  void startsASyncDaemonAnewOnlyWhenTheOldOneHasStopped() {
    world.apply(NOTHING.syncDaemons(master("lo", 7)).shop());
    world.ipvs.refuse(IpvsCommand.StopSyncDaemon.class::isInstance, Errno.EPERM);
    ApplyReport report = world.apply(NOTHING.syncDaemons(master("lo", 8)).shop());
    assertThat(summary(report)).containsExactly("Failed StopSyncDaemon", "Skipped StartSyncDaemon");
    assertThat(world.ipvs.syncDaemons().get(0).syncId()).isEqualTo(7);
  }

  @Test
  void failFastStopsAtTheHostToo() {
    world.host.refuse(command -> command.describe().startsWith("persist"));
    ApplyReport report = world.apply(EVERYTHING, PlanOptions.GENTLE, ReconcilerFixture.FAIL_FAST);
    assertThat(world.ipvs.executed()).isEmpty();
    assertThat(report.hasFailures()).isTrue();
    assertThat(Optional.of(report.outcomes().get(report.outcomes().size() - 1)))
        .map(ReconcilerFixture::reason)
        .hasValueSatisfying(reason -> assertThat(reason).contains("an earlier change failed"));
  }
}
