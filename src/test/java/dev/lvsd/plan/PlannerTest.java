package dev.lvsd.plan;

import static dev.lvsd.plan.Samples.DEFAULT_TIMEOUTS;
import static dev.lvsd.plan.Samples.cluster;
import static dev.lvsd.plan.Samples.key;
import static dev.lvsd.plan.Samples.owns;
import static dev.lvsd.plan.Samples.present;
import static dev.lvsd.plan.Samples.server;
import static dev.lvsd.plan.Samples.service;
import static dev.lvsd.plan.Samples.shop;
import static dev.lvsd.plan.Samples.shopOwns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Director;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.RealServerHost;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final String WEB = "tcp 10.0.0.1:80";
  private static final ServerSpec A = server("10.1.0.1:80", 3);
  private static final ServerSpec B = server("10.1.0.2:80", 1);
  private static final ServiceSpec SPEC = service(WEB).spec();
  private static final PlanOptions NOW = new PlanOptions(false, true, false);
  private static final PlanOptions PRUNE = new PlanOptions(true, false, false);

  private static Plan plan(Definition desired, VirtualService... actual) {
    return plan(desired, shopOwns(WEB), PlanOptions.GENTLE, actual);
  }

  private static Plan plan(
      Definition desired, Ownership owned, PlanOptions options, VirtualService... actual) {
    return Planner.plan(desired, Samples.director(List.of(actual)), owned, options);
  }

  @Nested
  class Services {
    @Test
    void isEmptyWhenEverythingIsAsWanted() {
      assertThat(plan(shop(service(WEB, A, B)), present(service(WEB, B, A))).changes()).isEmpty();
    }

    @Test
    void createsServicesInTheOrderOfTheDefinitionEachFollowedByItsServers() {
      ClusterService second = service("udp 10.0.0.9:53", A);
      ClusterService first = service(WEB, A, B);
      assertThat(plan(shop(second, first)).changes())
          .containsExactly(
              new Change.CreateService(second.spec()),
              new Change.AddServer(second.spec().key(), A),
              new Change.CreateService(first.spec()),
              new Change.AddServer(key(WEB), A),
              new Change.AddServer(key(WEB), B));
    }

    @Test
    void changesTheSchedulerInPlace() {
      ServiceSpec want = SPEC.withScheduler(SchedulerName.SH);
      VirtualService have = present(service(WEB, A));
      assertThat(plan(shop(service(want, A)), have).changes())
          .containsExactly(new Change.UpdateService(have.status(), want));
    }

    @Test
    void changesFlagsPersistenceAndOnePacketInPlace() {
      VirtualService have = present(SPEC);
      for (ServiceSpec want :
          List.of(
              SPEC.withSchedulerFlags(Set.of(SchedulerFlag.PORT)),
              SPEC.withPersistence(new Persistence(300, Netmask.full(AddressFamily.IPV4))),
              SPEC.withOnePacket(true))) {
        assertThat(plan(shop(service(want)), have).changes())
            .containsExactly(new Change.UpdateService(have.status(), want));
      }
    }

    @Test
    void ignoresAPersistenceEngineWithoutPersistence() {
      VirtualService have = present(SPEC.withPersistenceEngine("sip"));
      assertThat(plan(shop(service(SPEC)), have).changes()).isEmpty();
      assertThat(plan(shop(service(SPEC.withPersistenceEngine("sip"))), present(SPEC)).changes())
          .isEmpty();
    }

    @Test
    void seesAPersistenceEngineThatPersistenceUses() {
      ServiceSpec persistent =
          SPEC.withPersistence(new Persistence(300, Netmask.full(AddressFamily.IPV4)));
      ServiceSpec want = persistent.withPersistenceEngine("sip");
      VirtualService have = present(persistent);
      assertThat(plan(shop(service(want)), have).changes())
          .containsExactly(new Change.UpdateService(have.status(), want));
    }

    @Test
    void replacesAServiceWhoseKeyChanged() {
      ClusterService want = service("tcp 10.0.0.1:8080", A);
      VirtualService have = present(service(WEB, A));
      assertThat(plan(shop(want), have).changes())
          .containsExactly(
              new Change.CreateService(want.spec()),
              new Change.AddServer(want.spec().key(), A),
              new Change.QuiesceServer(key(WEB), have.servers().get(0)),
              new Change.RemoveService(have, false));
    }

    @Test
    void takesTheFirstOfTwoServicesWithOneKey() {
      ClusterService want = service(WEB, A);
      assertThat(plan(shop(want, service(SPEC.withScheduler(SchedulerName.RR), B))).changes())
          .containsExactly(
              new Change.CreateService(want.spec()), new Change.AddServer(key(WEB), A));
    }
  }

  @Nested
  class Servers {
    private Change onlyChange(ServerSpec want, ServerStatus have) {
      List<Change> changes = plan(shop(service(WEB, want)), present(SPEC, have)).changes();
      assertThat(changes).hasSize(1);
      return changes.get(0);
    }

    @Test
    void changesAWeightByOneUpdate() {
      ServerStatus have = present(A, 100, 7);
      assertThat(onlyChange(A.withWeight(9), have))
          .isEqualTo(new Change.UpdateServer(key(WEB), have, A.withWeight(9)));
    }

    @Test
    void changesForwardingTunnelAndThresholdsInPlace() {
      ServerStatus have = present(A, 1, 0);
      for (ServerSpec want :
          List.of(
              ServerSpec.of(A.key(), ForwardingMethod.DR, 3),
              A.withTunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL)),
              A.withThresholds(100, 50))) {
        assertThat(onlyChange(want, have)).isEqualTo(new Change.UpdateServer(key(WEB), have, want));
      }
    }

    @Test
    void ignoresTunnelSettingsThatTheTypeDoesNotUse() {
      ServerSpec ipip = A.withTunnel(Tunnel.IPIP);
      ServerSpec gre = A.withTunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.NONE));
      ServerSpec leftOver = A.withTunnel(new Tunnel(Tunnel.Type.IPIP, 6080, Tunnel.Checksum.FULL));
      ServerSpec remote = A.withTunnel(new Tunnel(Tunnel.Type.GRE, 6080, Tunnel.Checksum.REMOTE));
      assertThat(plan(shop(service(WEB, ipip)), present(service(WEB, leftOver))).changes())
          .isEmpty();
      assertThat(plan(shop(service(WEB, gre)), present(service(WEB, remote))).changes()).isEmpty();
    }

    @Test
    void seesTheChecksumOfAGreTunnel() {
      ServerStatus have =
          present(A.withTunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.NONE)), 0, 0);
      ServerSpec want = A.withTunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL));
      assertThat(onlyChange(want, have)).isEqualTo(new Change.UpdateServer(key(WEB), have, want));
    }

    @Test
    void leavesTheOrderOfPresentServersAlone() {
      assertThat(plan(shop(service(WEB, A, B)), present(service(WEB, A, B))).changes()).isEmpty();
      assertThat(plan(shop(service(WEB, A, B)), present(service(WEB, B, A))).changes()).isEmpty();
    }

    @Test
    void quiescesBeforeRemovingAndRemovesAfterAdding() {
      ServerStatus going = present(B, 0, 0);
      assertThat(plan(shop(service(WEB, A)), present(SPEC, going)).changes())
          .containsExactly(
              new Change.AddServer(key(WEB), A),
              new Change.QuiesceServer(key(WEB), going),
              new Change.RemoveServer(key(WEB), going, false));
    }

    @Test
    void doesNotQuiesceAServerThatIsQuiescedAlready() {
      ServerStatus busy = present(B.withWeight(0), 5, 0);
      assertThat(plan(shop(service(WEB)), present(SPEC, busy)).changes())
          .containsExactly(new Change.RemoveServer(key(WEB), busy, false));
    }

    @Test
    void removesAtOnceWithNow() {
      ServerStatus going = present(B, 5, 0);
      assertThat(plan(shop(service(WEB)), Ownership.NONE, NOW, present(SPEC, going)).changes())
          .containsExactly(new Change.RemoveServer(key(WEB), going, true));
    }

    @Test
    void notesThatAFullServerMayStayFullWhenItsUpperThresholdIsRaised() {
      ServerStatus full = present(A.withThresholds(100, 0), 90, 10);
      Plan plan = plan(shop(service(WEB, A.withThresholds(120, 0))), present(SPEC, full));
      assertThat(plan.notes()).hasSize(1);
      assertThat(plan.notes().get(0))
          .contains("10.1.0.1:80 of tcp 10.0.0.1:80 is full")
          .contains("fewer than 90");
      Plan enough = plan(shop(service(WEB, A.withThresholds(200, 0))), present(SPEC, full));
      assertThat(enough.notes()).isEmpty();
    }
  }

  @Nested
  class Ownerships {
    private final VirtualService other = present(service("tcp 10.0.0.7:7", A));

    @Test
    void leavesForeignServicesAlone() {
      Plan plan = plan(shop(), Ownership.NONE, PlanOptions.GENTLE, other);
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.foreign()).containsExactly(other);
    }

    @Test
    void listsForeignServicesInTheOrderOfKeys() {
      VirtualService first = present(service("tcp 10.0.0.2:1"));
      assertThat(plan(shop(), Ownership.NONE, PlanOptions.GENTLE, other, first).foreign())
          .containsExactly(first, other);
    }

    @Test
    void removesForeignServicesWhenPruning() {
      Plan plan = plan(shop(), Ownership.NONE, PRUNE, other);
      assertThat(plan.foreign()).isEmpty();
      assertThat(plan.changes())
          .containsExactly(
              new Change.QuiesceServer(other.key(), other.servers().get(0)),
              new Change.RemoveService(other, false));
    }

    @Test
    void removesForeignServicesFromATableThatBelongsToLvsd() {
      Cluster exclusive =
          cluster("shop", Cluster.Management.EXCLUSIVE, Director.UNSPECIFIED, service(WEB));
      assertThat(plan(new Definition(List.of(exclusive)), Ownership.NONE, NOW, other).changes())
          .contains(new Change.RemoveService(other, true));
    }

    @Test
    void removesWhatAnEarlierDefinitionOfTheClusterHad() {
      VirtualService have = present(service(WEB, A.withWeight(0)));
      assertThat(plan(shop(), have).changes())
          .containsExactly(new Change.RemoveService(have, false));
    }

    @Test
    void adoptsAServiceThatIsThereAlready() {
      VirtualService have = present(service(WEB, A));
      assertThat(plan(shop(service(WEB, A, B)), Ownership.NONE, PlanOptions.GENTLE, have).changes())
          .containsExactly(new Change.AddServer(key(WEB), B));
    }

    @Test
    void leavesTheServicesOfOtherClustersAloneEvenWhenPruning() {
      Ownership owned = owns("blog", other.key());
      Plan plan = plan(shop(), owned, PRUNE, other);
      assertThat(plan.changes()).isEmpty();
      assertThat(plan.foreign()).isEmpty();
      assertThat(plan.notes())
          .containsExactly(
              "1 service of cluster blog, which this definition does not name, stays as it is");
    }

    @Test
    void leavesAServiceThatAnotherClusterClaimsAsWell() {
      Managed claimed = Managed.services(Set.of(other.key()));
      Ownership owned = new Ownership(Map.of("blog", claimed, "shop", claimed));
      assertThat(plan(shop(), owned, PlanOptions.GENTLE, other).changes()).isEmpty();
    }

    @Test
    void saysThatAServiceChangesHands() {
      Ownership owned = owns("blog", key(WEB));
      assertThat(plan(shop(service(WEB)), owned, PlanOptions.GENTLE, present(service(WEB))).notes())
          .containsExactly(
              "service tcp 10.0.0.1:80 was managed for cluster blog and is now managed for cluster"
                  + " shop");
    }

    @Test
    void movesAServiceBetweenClustersOfTheDefinitionWithoutTouchingIt() {
      Ownership owned = owns("blog", key(WEB));
      Definition both = new Definition(List.of(cluster("blog"), cluster("shop", service(WEB, A))));
      Plan plan = plan(both, owned, PlanOptions.GENTLE, present(service(WEB, A)));
      assertThat(plan).isEqualTo(new Plan(List.of(), List.of(), List.of()));
    }
  }

  @Nested
  class DirectorSettings {
    private Plan planFor(Director... directors) {
      List<Cluster> clusters =
          java.util.stream.IntStream.range(0, directors.length)
              .mapToObj(i -> cluster("c" + i, Cluster.Management.SHARED, directors[i]))
              .toList();
      return plan(new Definition(clusters));
    }

    @Test
    void setsTimeoutsFirst() {
      Cluster shop =
          cluster("shop", Cluster.Management.SHARED, Samples.timeouts(60, 0, 0), service(WEB));
      assertThat(plan(new Definition(List.of(shop))).changes())
          .containsExactly(
              new Change.SetTimeouts(DEFAULT_TIMEOUTS, new Timeouts(60, 0, 0)),
              new Change.CreateService(SPEC));
    }

    @Test
    void keepsTimeoutsThatAreAsWantedOrOfWhichNothingIsSaid() {
      assertThat(planFor(Samples.timeouts(900, 120, 300)).changes()).isEmpty();
      assertThat(planFor(Samples.timeouts(0, 0, 300)).changes()).isEmpty();
    }

    @Test
    void gathersTimeoutsFromAllClusters() {
      assertThat(planFor(Samples.timeouts(60, 0, 0), Samples.timeouts(0, 0, 30)).changes())
          .containsExactly(new Change.SetTimeouts(DEFAULT_TIMEOUTS, new Timeouts(60, 0, 30)));
    }

    @Test
    void saysWhoPreparesRealServers() {
      RealServerHost host =
          new RealServerHost(
              A.key().address(), Optional.empty(), Optional.empty(), OptionalInt.empty());
      Cluster shop =
          new Cluster(
              "shop",
              Cluster.DataPlaneChoice.AUTO,
              Cluster.Management.SHARED,
              Director.UNSPECIFIED,
              List.of(),
              List.of(host));
      assertThat(plan(new Definition(List.of(shop))).notes())
          .containsExactly(
              "cluster shop: the real servers themselves are prepared by lvsctl rs apply");
    }
  }
}
