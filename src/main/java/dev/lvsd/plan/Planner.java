package dev.lvsd.plan;

import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to change. A pure function of what is wanted, what is there and what lvsd manages.
 *
 * <p>Order of a plan: modules and sysctls; time-outs; then each service in the order of the
 * definition, created or updated, followed by its servers, added or updated; then VIPs, which bring
 * traffic to services that are filled by then, and sync daemons; then servers that go are quiesced;
 * then they are removed; then services that go; VIPs that go, and sysctls that get back their
 * former value, come last. What exists is edited in place and never re-created, so that its
 * connections and counters stay.
 *
 * <p>New servers are added in the order of the definition. The data plane puts each new server in
 * front of the others, and ties between servers go to the one in front: of servers that are equal
 * to the scheduler, the last one in the file is picked first. Servers that exist are not re-created
 * to reach that order.
 */
public final class Planner {
  private final PlanOptions options;
  private final List<Change> changes = new ArrayList<>();
  private final List<Change> quiesces = new ArrayList<>();
  private final List<Change> serverRemovals = new ArrayList<>();
  private final List<Change> serviceRemovals = new ArrayList<>();
  private final List<VirtualService> foreign = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Planner(PlanOptions options) {
    this.options = options;
  }

  /**
   * Compares what is wanted with what is there.
   *
   * <p>A service that lvsd does not manage yet and that the definition has is adopted: edited in
   * place. One that the definition does not have goes if it is managed for a cluster that the
   * definition names; stays if it is managed for another cluster; and is foreign otherwise: it
   * stays, unless {@code options} or an exclusive cluster say that it goes.
   *
   * @param desired what is wanted; should a service or server key occur twice, the first one counts
   * @param actual the director as it is
   * @param owned what lvsd manages, and for whom
   * @param options how to remove
   * @return the steps from there to what is wanted; none if nothing is to be done
   */
  public static Plan plan(
      Definition desired, Present actual, Ownership owned, PlanOptions options) {
    Planner planner = new Planner(options);
    planner.notes.addAll(Notes.notApplied(desired));
    planner.timeouts(desired, actual.timeouts());
    Map<ServiceKey, VirtualService> present = new HashMap<>();
    actual.table().forEach(service -> present.putIfAbsent(service.key(), service));
    Owners owners = new Owners(desired, owned);
    Set<ServiceKey> defined = new HashSet<>();
    for (Cluster cluster : desired.clusters()) {
      for (ClusterService service : cluster.services()) {
        ServiceKey key = service.spec().key();
        if (defined.add(key)) {
          planner.wanted(service, present.remove(key));
          planner.noteTaking(key, cluster, owners);
        }
      }
    }
    boolean exclusive =
        desired.clusters().stream()
            .anyMatch(cluster -> cluster.management() == Cluster.Management.EXCLUSIVE);
    planner.unwanted(present.values(), owners, options.prune() || exclusive);
    return planner.assemble(new HostPlanner(desired, actual, owned, options));
  }

  private void timeouts(Definition desired, Timeouts have) {
    Timeouts want = new Timeouts(0, 0, 0);
    for (Cluster cluster : desired.clusters()) {
      Timeouts more = cluster.director().timeouts();
      want =
          new Timeouts(
              firstSet(want.tcpSeconds(), more.tcpSeconds()),
              firstSet(want.tcpFinSeconds(), more.tcpFinSeconds()),
              firstSet(want.udpSeconds(), more.udpSeconds()));
    }
    if (differs(want.tcpSeconds(), have.tcpSeconds())
        || differs(want.tcpFinSeconds(), have.tcpFinSeconds())
        || differs(want.udpSeconds(), have.udpSeconds())) {
      changes.add(new Change.SetTimeouts(have, want));
    }
  }

  private static int firstSet(int first, int second) {
    return first != 0 ? first : second;
  }

  private static boolean differs(int wantSeconds, int haveSeconds) {
    return wantSeconds != 0 && wantSeconds != haveSeconds;
  }

  private void wanted(ClusterService want, @Nullable VirtualService have) {
    ServiceSpec spec = want.spec();
    if (have == null) {
      changes.add(new Change.CreateService(spec));
      servers(want, List.of());
      return;
    }
    if (!Normalizer.service(have.status().spec()).equals(Normalizer.service(spec))) {
      changes.add(new Change.UpdateService(have.status(), spec));
    }
    servers(want, have.servers());
  }

  private void servers(ClusterService service, List<ServerStatus> have) {
    ServiceKey key = service.spec().key();
    Map<ServerKey, ServerStatus> present = new HashMap<>();
    have.forEach(server -> present.putIfAbsent(server.key(), server));
    Set<ServerKey> defined = new HashSet<>();
    for (ClusterServer server : service.servers()) {
      ServerSpec want = server.spec();
      if (defined.add(want.key())) {
        server(key, want, present.get(want.key()));
      }
    }
    for (ServerStatus server : have) {
      if (defined.add(server.key())) {
        remove(key, server);
      }
    }
  }

  private void server(ServiceKey service, ServerSpec want, @Nullable ServerStatus have) {
    if (have == null) {
      changes.add(new Change.AddServer(service, want));
    } else if (!Normalizer.server(have.spec()).equals(Normalizer.server(want))) {
      changes.add(new Change.UpdateServer(service, have, want));
      Notes.staysFull(service, have, want).ifPresent(notes::add);
    }
  }

  private void remove(ServiceKey service, ServerStatus server) {
    if (!options.now()) {
      quiesce(service, server);
    }
    serverRemovals.add(new Change.RemoveServer(service, server, options.now()));
  }

  private void quiesce(ServiceKey service, ServerStatus server) {
    if (server.spec().weight() > 0) {
      quiesces.add(new Change.QuiesceServer(service, server));
    }
  }

  private void noteTaking(ServiceKey service, Cluster cluster, Owners owners) {
    List<String> previous = owners.others(service);
    if (!previous.isEmpty()) {
      notes.add(Notes.taken(service, cluster.name(), previous));
    }
  }

  private void unwanted(
      Collection<VirtualService> undefined, Owners owners, boolean removeForeign) {
    Map<String, Integer> leftToOthers = new TreeMap<>();
    undefined.stream()
        .sorted(Comparator.comparing(VirtualService::key))
        .forEach(
            service -> {
              switch (owners.claim(service.key())) {
                case OURS -> remove(service);
                case OTHER_CLUSTER ->
                    owners
                        .others(service.key())
                        .forEach(cluster -> leftToOthers.merge(cluster, 1, Integer::sum));
                case FOREIGN -> {
                  if (removeForeign) {
                    remove(service);
                  } else {
                    foreign.add(service);
                  }
                }
              }
            });
    leftToOthers.forEach((cluster, count) -> notes.add(Notes.leftToOthers(cluster, count)));
  }

  private void remove(VirtualService service) {
    if (!options.now()) {
      service.servers().forEach(server -> quiesce(service.key(), server));
    }
    serviceRemovals.add(new Change.RemoveService(service, options.now()));
  }

  private Plan assemble(HostPlanner host) {
    host.plan(serviceRemovals);
    List<Change> all = new ArrayList<>(host.preparations());
    all.addAll(changes);
    all.addAll(host.arrivals());
    all.addAll(quiesces);
    all.addAll(serverRemovals);
    all.addAll(serviceRemovals);
    all.addAll(host.departures());
    notes.addAll(host.notes());
    return new Plan(all, foreign, notes);
  }
}
