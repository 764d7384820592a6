package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.cli.DaemonUnreachableException;
import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.FakeHost;
import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Definition;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.IpvsAvailability;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.userspace.UnwiredPlane;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One machine with a kernel's table in memory, and with the engine of the Java plane. */
class DirectorsTest {
  private static final InterfaceAddress VIP = InterfaceAddress.parse("203.0.113.10/32 on eth0");

  @TempDir Path directory;
  private final FakeIpvs kernel = new FakeIpvs();
  private final FakeHost machine = new FakeHost();
  private final UnwiredPlane plane = new UnwiredPlane();
  private IpvsAvailability availability = IpvsAvailability.ABSENT;
  private StateDirectory state;

  @BeforeEach
  void open() {
    state = new StateDirectory(directory);
    machine.sysctl("net.ipv4.ip_forward", "1");
  }

  private Directors directors() {
    return new Directors(
        new Means(() -> kernel, () -> machine, () -> availability, Optional.of(plane)), state);
  }

  private Reconciler reconciler() {
    return new Reconciler(directors(), state, Waiter.SYSTEM);
  }

  private static Definition shop(String dataPlane) {
    String text =
        """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        dataPlane: %s
        director: {vipInterface: eth0, connTabBits: 14, sysctls: {expire_nodest_conn: 1}%s}
        services:
          - name: web
            listen: 203.0.113.10:80
            protocol: tcp
            scheduler: wrr
            forwarding: nat
            realServers:
              - {name: a, address: 10.2.0.11, weight: 3}
        """
            .formatted(
                dataPlane, dataPlane.equals("userspace") ? ", localAddresses: [10.2.0.1]" : "");
    return DefinitionReader.readTexts(Map.of("shop.yaml", text), new Problems()).orElseThrow();
  }

  private Plan plan(String dataPlane) {
    return reconciler().plan(shop(dataPlane), PlanOptions.GENTLE);
  }

  private ApplyReport apply(String dataPlane) {
    ApplyReport report =
        reconciler()
            .apply(shop(dataPlane), PlanOptions.GENTLE, ApplyOptions.DEFAULT, ApplyListener.SILENT);
    assertThat(report.outcomes()).hasOnlyElementsOfType(Outcome.Done.class);
    return report;
  }

  @Test
  void planForTheJavaPlaneDoesNotBeginIt() {
    Plan plan = plan("auto");

    assertThat(plan.changes()).hasSize(4);
    assertThat(plan.notes())
        .containsExactlyInAnyOrder(
            "forwarding is for the Java plane, because this kernel has no ip_vs",
            "the size of the connection table is for the kernel's; that of the Java plane grows by"
                + " itself");
    assertThat(plane.isRunning()).isFalse();
  }

  @Test
  void applyBeginsTheJavaPlaneAndFillsItWithEverything() {
    apply("auto");

    assertThat(plane.ipvs().table())
        .extracting(VirtualService::key)
        .hasToString("[tcp 203.0.113.10:80]");
    assertThat(plane.vips()).containsExactly(VIP);
    assertThat(machine.addresses()).isEmpty();
    assertThat(kernel.services()).isEmpty();
    assertThat(plan("auto").changes()).isEmpty();
  }

  @Test
  void fullnatHasTheLocalAddressesOfTheDefinitionBeforeItsServersCome() {
    apply("userspace");
    assertThat(plane.localAddresses()).containsExactly(Addresses.parse("10.2.0.1"));
  }

  @Test
  void settingsOfTheJavaPlaneAreNotSetAtBoot() {
    apply("auto");

    assertThat(machine.executed()).noneMatch(each -> each.contains("expire_nodest_conn"));
  }

  @Test
  void whatHasGoneFromTheJavaPlaneIsPlannedAgain() {
    apply("auto");
    plane.ipvs().execute(new IpvsCommand.Flush());
    plane.remove(VIP);

    assertThat(plan("auto").changes())
        .hasOnlyElementsOfTypes(
            Change.CreateService.class, Change.AddServer.class, HostChange.class);
    apply("auto");
    assertThat(plane.vips()).containsExactly(VIP);
  }

  @Test
  void aPlaneThatRunsStaysWhenTheModuleIsInstalledMeanwhile() {
    apply("auto");
    availability = IpvsAvailability.LOADABLE;

    assertThat(plan("auto").changes()).isEmpty();
    assertThat(current().services()).hasSize(1);
  }

  @Test
  void connectionsAreNotLeftBehindInTheOtherPlane() {
    availability = IpvsAvailability.ACTIVE;
    machine.loadAll();
    apply("kernel");
    assertThatThrownBy(() -> plan("userspace"))
        .isInstanceOf(LvsdException.class)
        .hasMessageContainingAll("1 service of lvsd is in the kernel's table", "lvsctl remove");

    kernel.execute(new IpvsCommand.Flush());
    machine.execute(new HostCommand.RemoveAddress(VIP));
    apply("userspace");
    assertThatThrownBy(() -> plan("kernel"))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("1 service of lvsd is in the Java plane");
  }

  @Test
  void servicesOfOthersDoNotKeepTheDirectorOnOnePlane() {
    availability = IpvsAvailability.ACTIVE;
    kernel.execute(
        new IpvsCommand.CreateService(
            ServiceSpec.of(ServiceKeys.parse("tcp 192.0.2.1:80"), SchedulerName.WLC)));

    assertThat(plan("userspace").changes()).isNotEmpty();
  }

  @Test
  void commandsForTheTableGoToThePlaneThatForwards() {
    availability = IpvsAvailability.ACTIVE;
    assertThat(current()).isSameAs(kernel);

    plane.ipvs();
    assertThat(current()).isSameAs(plane.ipvs());
  }

  @Test
  void aHostWithoutIpvsHasTheJavaPlaneForACommandThatNeedsATable() {
    machine.module("ip_vs", ModulePresence.ABSENT);
    assertThat(current()).isSameAs(plane.ipvs());
  }

  @Test
  void outsideTheDaemonThereIsNoJavaPlane() {
    Directors outside =
        new Directors(
            new Means(() -> kernel, () -> machine, () -> availability, Optional.empty()), state);

    assertThatThrownBy(() -> outside.of(shop("auto")))
        .isInstanceOf(DaemonUnreachableException.class)
        .hasMessageContainingAll("this kernel has no ip_vs", "systemctl start lvsd");
    assertThatThrownBy(() -> outside.current().dataPlane().ipvs())
        .isInstanceOf(DaemonUnreachableException.class);
    assertThat(outside.current().host()).isSameAs(machine);
  }

  private Ipvs current() {
    return directors().current().dataPlane().ipvs();
  }
}
