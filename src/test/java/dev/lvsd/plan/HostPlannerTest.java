package dev.lvsd.plan;

import static dev.lvsd.plan.HostSamples.NOTHING;
import static dev.lvsd.plan.HostSamples.master;
import static dev.lvsd.plan.HostSamples.vip;
import static dev.lvsd.plan.Samples.DEFAULT_TIMEOUTS;
import static dev.lvsd.plan.Samples.present;
import static dev.lvsd.plan.Samples.server;
import static dev.lvsd.plan.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HostPlannerTest {
  private static final String WEB = "tcp 10.0.0.1:80";
  private static final ServerSpec A = server("10.1.0.1:80", 3);
  private static final String NODEST = "net.ipv4.vs.expire_nodest_conn";

  private ModulePresence presence = ModulePresence.LOADED;
  private boolean growing;
  private int bits = 12;
  private OptionalInt configuredBits = OptionalInt.empty();
  private final Map<String, ModulePresence> modules = new HashMap<>();
  private final Map<String, String> sysctls = new HashMap<>(Map.of(NODEST, "0"));
  private Map<String, String> persisted = Map.of();
  private final List<InterfaceAddress> addresses = new ArrayList<>();
  private List<SyncDaemon> daemons = List.of();
  private Ownership owned = Ownership.NONE;
  private boolean reload;

  private Plan plan(Definition desired, VirtualService... table) {
    IpvsModule ipvs =
        new IpvsModule(
            presence,
            presence.isActive() ? OptionalInt.of(bits) : OptionalInt.empty(),
            growing,
            8,
            20,
            configuredBits,
            List.of());
    HostState host =
        new HostState(ipvs, modules, sysctls, persisted, Set.of("eth0", "eth1"), addresses);
    return Planner.plan(
        desired,
        new Present(List.of(table), DEFAULT_TIMEOUTS, daemons, host),
        owned,
        new PlanOptions(false, false, reload));
  }

  private void shopOwns(Managed managed) {
    owned = new Ownership(Map.of("shop", managed));
  }

  private static Managed addresses(InterfaceAddress... addresses) {
    return new Managed(Set.of(), Set.of(addresses), Map.of(), false, Set.of());
  }

  private static Managed sysctl(String name, String before) {
    return new Managed(Set.of(), Set.of(), Map.of(name, before), false, Set.of());
  }

  @Nested
  class Modules {
    @Test
    void configuresAModuleBeforeItLoadsIt() {
      presence = ModulePresence.LOADABLE;
      assertThat(plan(NOTHING.bits(14).shop()).changes())
          .containsExactly(
              new HostChange.ConfigureModule(OptionalInt.empty(), OptionalInt.of(14)),
              new HostChange.LoadModule("ip_vs"));
    }

    @Test
    void loadsWhatServicesNeedBeforeItCreatesThem() {
      modules.put("ip_vs_wrr", ModulePresence.LOADABLE);
      assertThat(plan(NOTHING.shop(service(WEB, A))).changes())
          .startsWith(new HostChange.LoadModule("ip_vs_wrr"))
          .hasSize(3);
    }

    @Test
    void saysWhatNeedsAModuleThatTheKernelDoesNotHave() {
      modules.put("ip_vs_wrr", ModulePresence.ABSENT);
      assertThat(plan(NOTHING.shop(service(WEB))).notes())
          .containsExactly(
              "this kernel has no module ip_vs_wrr, which is needed: scheduler wrr of service "
                  + WEB);
    }

    @Test
    void namesTheCommandLineOfAKernelThatHasTheModuleBuiltIn() {
      presence = ModulePresence.BUILT_IN;
      Plan plan = plan(NOTHING.bits(14).shop());
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.notes())
          .singleElement()
          .asString()
          .contains("2^12", "ip_vs.conn_tab_bits=14", "command line");
    }

    @Test
    void saysWhatLoadingAnewWouldInterruptAndDoesNotDoIt() {
      configuredBits = OptionalInt.of(14);
      VirtualService busy = present(service(WEB, A).spec(), present(A, 100, 20));
      Plan plan = plan(NOTHING.bits(14).shop(service(WEB, A)), busy);
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.notes())
          .singleElement()
          .asString()
          .contains("has 2^12", "2^14", "1 service with 120 connections", "--reload-module");
    }

    @Test
    void loadsAnewWhenItMay() {
      configuredBits = OptionalInt.of(14);
      reload = true;
      VirtualService busy = present(service(WEB, A).spec(), present(A, 100, 20));
      assertThat(plan(NOTHING.bits(14).shop(service(WEB, A)), busy).changes())
          .containsExactly(new HostChange.ReloadModule(12, 14, new ReloadCost(1, 120)));
    }

    @Test
    void takesALargerLimitOfAGrowingTableForGoodEnough() {
      growing = true;
      configuredBits = OptionalInt.of(10);
      assertThat(plan(NOTHING.bits(10).shop()).notes()).isEmpty();
      configuredBits = OptionalInt.of(14);
      assertThat(plan(NOTHING.bits(14).shop()).notes())
          .singleElement()
          .asString()
          .contains("grows to at most 2^12");
    }

    @Test
    void wantsNoMoreThanTheKernelTakes() {
      presence = ModulePresence.LOADABLE;
      Plan plan = plan(NOTHING.bits(25).shop());
      assertThat(plan.changes())
          .startsWith(new HostChange.ConfigureModule(OptionalInt.empty(), OptionalInt.of(20)));
      assertThat(plan.notes()).singleElement().asString().contains("8 to 20", "it gets 20");
    }

    @Test
    void forgetsATableThatNobodyWantsAnyMore() {
      configuredBits = OptionalInt.of(14);
      assertThat(plan(NOTHING.shop()).changes()).isEmpty();
      shopOwns(new Managed(Set.of(), Set.of(), Map.of(), true, Set.of()));
      assertThat(plan(NOTHING.shop()).changes())
          .containsExactly(new HostChange.ConfigureModule(OptionalInt.of(14), OptionalInt.empty()));
    }
  }

  @Nested
  class Sysctls {
    @Test
    void setsThemNowAndAtBoot() {
      assertThat(plan(NOTHING.sysctl("expire_nodest_conn", "1").shop()).changes())
          .containsExactly(
              new HostChange.SetSysctl(NODEST, Optional.of("0"), "1"),
              new HostChange.PersistSysctls(Map.of(), Map.of(NODEST, "1")));
    }

    @Test
    void leavesThemWhereTheyAreAsWanted() {
      sysctls.put(NODEST, "1");
      persisted = Map.of(NODEST, "1");
      assertThat(plan(NOTHING.sysctl("expire_nodest_conn", "1").shop()).changes()).isEmpty();
    }

    @Test
    void saysWhichOnesThisKernelDoesNotHave() {
      Plan plan = plan(NOTHING.sysctl("conn_max", "5000").shop());
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.notes())
          .containsExactly(
              "sysctl net.ipv4.vs.conn_max is not set: this kernel has none of that name");
    }

    @Test
    void neverSetsAtBootWhatThisKernelDoesNotHave() {
      persisted = Map.of("net.ipv4.vs.conn_max", "5000");
      assertThat(plan(NOTHING.sysctl("conn_max", "5000").shop()).changes())
          .containsExactly(new HostChange.PersistSysctls(persisted, Map.of()));
    }

    @Test
    void knowsBeforeAModuleIsLoadedThatOnlyGrowingTablesHaveAFactor() {
      presence = ModulePresence.LOADABLE;
      Plan plan = plan(NOTHING.sysctl("conn_lfactor", "-2").shop());
      assertThat(plan.changes()).containsExactly(new HostChange.LoadModule("ip_vs"));
      assertThat(plan.notes()).singleElement().asString().contains("conn_lfactor is not set");
    }

    @Test
    void setsThoseThatTheModuleBringsOnceItIsLoaded() {
      presence = ModulePresence.LOADABLE;
      growing = true;
      assertThat(plan(NOTHING.sysctl("conn_max", "5000").shop()).changes())
          .containsExactly(
              new HostChange.LoadModule("ip_vs"),
              new HostChange.SetSysctl("net.ipv4.vs.conn_max", Optional.empty(), "5000"),
              new HostChange.PersistSysctls(Map.of(), Map.of("net.ipv4.vs.conn_max", "5000")));
    }

    @Test
    void restoresTheFormerValueWhenNobodyWantsAnotherAnyMore() {
      sysctls.put(NODEST, "1");
      persisted = Map.of(NODEST, "1");
      shopOwns(sysctl(NODEST, "0"));
      assertThat(plan(NOTHING.shop()).changes())
          .containsExactly(
              new HostChange.PersistSysctls(Map.of(NODEST, "1"), Map.of()),
              new HostChange.RestoreSysctl(NODEST, "1", "0"));
    }

    @Test
    void restoresNothingThatAnotherClusterWants() {
      sysctls.put(NODEST, "1");
      persisted = Map.of(NODEST, "1");
      owned = new Ownership(Map.of("shop", sysctl(NODEST, "0"), "blog", sysctl(NODEST, "0")));
      assertThat(plan(NOTHING.shop()).changes()).isEmpty();
    }
  }

  @Nested
  class Vips {
    @Test
    void addsThemAfterTheirServicesAreFilled() {
      assertThat(plan(NOTHING.vipsOn("eth0").shop(service(WEB, A))).changes())
          .hasSize(3)
          .endsWith(new HostChange.AddVip(vip("10.0.0.1"), Announcing.DEFAULT));
    }

    @Test
    void addsAnAddressOnceForAllItsServices() {
      Definition desired =
          NOTHING
              .vipsOn("eth0")
              .shop(service(WEB), service("udp 10.0.0.1:53"), service("fwmark 7"));
      assertThat(plan(desired).changes())
          .filteredOn(HostChange.AddVip.class::isInstance)
          .hasSize(1);
    }

    @Test
    void leavesAnAddressAloneThatWasThereBefore() {
      addresses.add(vip("10.0.0.1"));
      Plan plan = plan(NOTHING.vipsOn("eth0").shop(service(WEB)), present(service(WEB)));
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.notes())
          .containsExactly(
              "address 10.0.0.1/32 on eth0 was there before lvsd; it is left as it is");
      assertThat(plan(NOTHING.shop()).changes()).isEmpty();
    }

    @Test
    void addsNoneThatIsOnAnotherInterface() {
      addresses.add(new InterfaceAddress("eth1", Addresses.parse("10.0.0.1"), 24));
      Plan plan = plan(NOTHING.vipsOn("eth0").shop(service(WEB)), present(service(WEB)));
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.notes())
          .containsExactly(
              "address 10.0.0.1/32 on eth0 is not added: there is 10.0.0.1/24 on eth1 already");
    }

    @Test
    void removesAnAddressAfterItsServices() {
      addresses.add(vip("10.0.0.1"));
      shopOwns(
          new Managed(
              Set.of(Samples.key(WEB)), Set.of(vip("10.0.0.1")), Map.of(), false, Set.of()));
      assertThat(plan(NOTHING.vipsOn("eth0").shop(), present(service(WEB))).changes())
          .hasSize(2)
          .endsWith(new HostChange.RemoveVip(vip("10.0.0.1")));
    }

    @Test
    void keepsAnAddressThatAServiceOfOthersNeeds() {
      addresses.add(vip("10.0.0.1"));
      shopOwns(addresses(vip("10.0.0.1")));
      Plan plan = plan(NOTHING.shop(), present(service("tcp 10.0.0.1:22")));
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.notes())
          .containsExactly(
              "address 10.0.0.1/32 on eth0 stays as long as service tcp 10.0.0.1:22 needs"
                  + " 10.0.0.1");
    }

    @Test
    void keepsAnAddressThatAnotherClusterHas() {
      addresses.add(vip("10.0.0.1"));
      owned =
          new Ownership(
              Map.of("shop", addresses(vip("10.0.0.1")), "blog", addresses(vip("10.0.0.1"))));
      assertThat(plan(NOTHING.shop()).changes()).isEmpty();
    }

    @Test
    void movesAnAddressToAnotherInterfaceAddingItFirst() {
      addresses.add(vip("10.0.0.1"));
      shopOwns(addresses(vip("10.0.0.1")));
      InterfaceAddress moved = InterfaceAddress.vip("eth1", Addresses.parse("10.0.0.1"));
      assertThat(plan(NOTHING.vipsOn("eth1").shop(service(WEB)), present(service(WEB))).changes())
          .containsExactly(
              new HostChange.AddVip(moved, Announcing.DEFAULT),
              new HostChange.RemoveVip(vip("10.0.0.1")));
    }

    @Test
    void saysThatThereIsNoSuchInterface() {
      assertThat(plan(NOTHING.vipsOn("eth7").shop(service(WEB))).notes())
          .containsExactly("there is no interface eth7, to which VIPs are added");
    }
  }

  @Nested
  class SyncDaemons {
    private final SyncDaemon running =
        new SyncDaemon(
            SyncDaemon.Role.MASTER,
            "eth1",
            7,
            1472,
            Optional.of(Addresses.parse("224.0.0.81")),
            8848,
            1);

    @Test
    void startsThem() {
      assertThat(plan(NOTHING.syncDaemons(master("eth1", 7)).shop()).changes())
          .containsExactly(new HostChange.StartSyncDaemon(master("eth1", 7)));
    }

    @Test
    void takesWhatTheKernelChoseForWhatWasLeftToIt() {
      daemons = List.of(running);
      assertThat(plan(NOTHING.syncDaemons(master("eth1", 7)).shop()).changes()).isEmpty();
    }

    @Test
    void startsOneAnewThatRunsWithOtherSettings() {
      daemons = List.of(running);
      assertThat(plan(NOTHING.syncDaemons(master("eth1", 8)).shop()).changes())
          .containsExactly(
              new HostChange.StopSyncDaemon(running),
              new HostChange.StartSyncDaemon(master("eth1", 8)));
    }

    @Test
    void stopsOnlyWhatItStarted() {
      daemons = List.of(running);
      assertThat(plan(NOTHING.shop()).changes()).isEmpty();
      shopOwns(new Managed(Set.of(), Set.of(), Map.of(), false, Set.of(SyncDaemon.Role.MASTER)));
      assertThat(plan(NOTHING.shop()).changes())
          .containsExactly(new HostChange.StopSyncDaemon(running));
    }
  }
}
