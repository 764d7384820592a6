package dev.lvsd.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any table and any definition; few keys, so that they meet often. */
class PlannerPropertiesTest {
  /** A table, a definition of clusters shop and blog, and what is remembered. */
  record Situation(
      Definition desired, List<VirtualService> actual, Timeouts timeouts, Ownership owned) {
    Plan plan(PlanOptions options) {
      return Planner.plan(desired, director(actual, timeouts), owned, options);
    }

    Plan planAgain(SimulatedTable table, PlanOptions options) {
      return Planner.plan(desired, director(table.table(), table.timeouts()), owned, options);
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void nothingIsLeftToDoAfterAnApply(
      @ForAll("situations") Situation situation, @ForAll("options") PlanOptions options) {
    Plan plan = situation.plan(options);
    SimulatedTable table = new SimulatedTable(situation.actual(), situation.timeouts()).apply(plan);
    assertThat(situation.planAgain(table, options).changes()).isEmpty();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyDefinedServiceIsThereAfterAnApply(
      @ForAll("situations") Situation situation, @ForAll("options") PlanOptions options) {
    SimulatedTable table =
        new SimulatedTable(situation.actual(), situation.timeouts()).apply(situation.plan(options));
    Map<ServiceKey, VirtualService> byKey = new HashMap<>();
    table.table().forEach(service -> byKey.put(service.key(), service));
    for (Cluster cluster : situation.desired().clusters()) {
      for (ClusterService service : cluster.services()) {
        VirtualService present = byKey.get(service.spec().key());
        assertThat(Normalizer.service(present.status().spec()))
            .isEqualTo(Normalizer.service(service.spec()));
        assertThat(present.servers().stream().map(s -> Normalizer.server(s.spec())))
            .containsExactlyInAnyOrderElementsOf(
                service.servers().stream().map(s -> Normalizer.server(s.spec())).toList());
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void nothingChangesWhereTheTableIsAsDefined(
      @ForAll("definitions") Definition desired, @ForAll("options") PlanOptions options) {
    List<VirtualService> asDefined =
        desired.clusters().stream()
            .flatMap(cluster -> cluster.services().stream())
            .map(Samples::present)
            .toList();
    assertThat(
            Planner.plan(desired, Samples.director(asDefined), Ownership.NONE, options).changes())
        .isEmpty();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void foreignServicesAreNeverTouchedUnlessPruned(@ForAll("situations") Situation situation) {
    for (boolean now : new boolean[] {false, true}) {
      Plan plan = situation.plan(new PlanOptions(false, now, false));
      Set<ServiceKey> mayBeTouched = new HashSet<>(definedKeys(situation.desired()));
      mayBeTouched.addAll(situation.owned().of("shop").services());
      mayBeTouched.addAll(situation.owned().of("blog").services());
      mayBeTouched.removeIf(
          key ->
              situation.owned().of("elsewhere").services().contains(key)
                  && !definedKeys(situation.desired()).contains(key));
      assertThat(touched(plan)).isSubsetOf(mayBeTouched);
      Set<ServiceKey> foreign =
          plan.foreign().stream().map(VirtualService::key).collect(Collectors.toSet());
      assertThat(Collections.disjoint(foreign, touched(plan))).isTrue();
      assertThat(Collections.disjoint(foreign, definedKeys(situation.desired()))).isTrue();
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void stepsComeInTheirOrder(
      @ForAll("situations") Situation situation, @ForAll("options") PlanOptions options) {
    List<Change> changes = situation.plan(options).changes();
    List<Integer> ranks = changes.stream().map(PlannerPropertiesTest::rank).toList();
    assertThat(ranks).isSorted();
    Set<ServiceKey> seen = new HashSet<>();
    ServiceKey last = null;
    for (Change change : changes) {
      if (rank(change) == 1) {
        ServiceKey service = ((Change.OfService) change).service();
        boolean ofService =
            change instanceof Change.CreateService || change instanceof Change.UpdateService;
        if (!service.equals(last)) {
          assertThat(seen.add(service)).as("steps of a service stand together").isTrue();
        } else {
          assertThat(ofService).as("a service comes before its servers").isFalse();
        }
        last = service;
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void noObjectIsChangedTwiceButByQuiescingAndRemoving(
      @ForAll("situations") Situation situation, @ForAll("options") PlanOptions options) {
    List<Change> changes = situation.plan(options).changes();
    Set<String> objects = new HashSet<>();
    for (Change change : changes) {
      if (!(change instanceof Change.QuiesceServer)) {
        assertThat(objects.add(object(change))).as(change.toString()).isTrue();
      }
    }
    long servers = situation.actual().stream().mapToLong(s -> s.servers().size()).sum();
    long wanted =
        situation.desired().clusters().stream()
            .flatMap(cluster -> cluster.services().stream())
            .mapToLong(service -> 1 + service.servers().size())
            .sum();
    assertThat((long) changes.size())
        .as("never more than setting everything anew and removing everything in two steps")
        .isLessThanOrEqualTo(1 + wanted + 2 * servers + situation.actual().size());
  }

  private static Present director(List<VirtualService> table, Timeouts timeouts) {
    return new Present(table, timeouts, List.of(), Samples.host());
  }

  private static Set<ServiceKey> definedKeys(Definition definition) {
    return definition.clusters().stream()
        .flatMap(cluster -> cluster.services().stream())
        .map(service -> service.spec().key())
        .collect(Collectors.toSet());
  }

  private static Set<ServiceKey> touched(Plan plan) {
    return plan.changes().stream()
        .filter(Change.OfService.class::isInstance)
        .map(change -> ((Change.OfService) change).service())
        .collect(Collectors.toSet());
  }

  private static int rank(Change change) {
    if (change instanceof Change.SetTimeouts) {
      return 0;
    }
    if (change instanceof Change.QuiesceServer) {
      return 2;
    }
    if (change instanceof Change.RemoveServer) {
      return 3;
    }
    return change instanceof Change.RemoveService ? 4 : 1;
  }

  private static String object(Change change) {
    if (change instanceof Change.AddServer add) {
      return add.service() + " " + add.want().key();
    }
    if (change instanceof Change.UpdateServer update) {
      return update.service() + " " + update.want().key();
    }
    if (change instanceof Change.RemoveServer removal) {
      return removal.service() + " " + removal.have().key();
    }
    return change instanceof Change.OfService service ? service.service().toString() : "time-outs";
  }

  @Provide
  Arbitrary<PlanOptions> options() {
    return Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(true, false))
        .as((prune, now) -> new PlanOptions(prune, now, false));
  }

  @Provide
  Arbitrary<Situation> situations() {
    return Combinators.combine(
            Anything.definitions(), Anything.tables(), Anything.timeouts(), Anything.ownerships())
        .as(Situation::new);
  }

  @Provide
  Arbitrary<Definition> definitions() {
    return Anything.definitions();
  }
}
