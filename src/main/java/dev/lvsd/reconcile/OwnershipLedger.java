package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.state.OwnershipStore;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what is remembered as managed a superset of what lvsd put there at any instant, so that an
 * apply that is killed leaves nothing behind that the next one takes for foreign.
 */
final class OwnershipLedger {
  private final Map<String, Set<ServiceKey>> defined = new LinkedHashMap<>();
  private final Map<String, HostClaims> claims = new LinkedHashMap<>();
  private final Ownership before;
  private final OwnershipStore store;

  OwnershipLedger(
      Definition definition, Ownership before, Plan plan, HostState host, OwnershipStore store) {
    Set<ServiceKey> taken = new HashSet<>();
    HostWants wants = HostWants.of(definition);
    for (Cluster cluster : definition.clusters()) {
      Set<ServiceKey> keys = defined.computeIfAbsent(cluster.name(), name -> new HashSet<>());
      cluster.services().stream()
          .map(service -> service.spec().key())
          .filter(taken::add)
          .forEach(keys::add);
      claims.putIfAbsent(cluster.name(), new HostClaims(cluster, wants, before, plan, host));
    }
    this.before = before;
    this.store = store;
  }

  /** To be called before the first change: what was managed, and what will be. */
  void claim() {
    defined.forEach(
        (cluster, keys) -> {
          Set<ServiceKey> union = new HashSet<>(keys);
          union.addAll(before.of(cluster).services());
          store.write(cluster, host(cluster).claimed(union));
        });
  }

  /**
   * To be called before the first sysctl is set, if modules were loaded: their sysctls have values
   * only now.
   *
   * @param values of sysctls, by full name
   */
  void claimSysctls(Map<String, String> values) {
    claims.values().forEach(host -> host.found(values));
    claim();
  }

  /**
   * To be called after the last change: what is defined, and what should have gone and is there
   * still. Services that other clusters had and that are defined here change hands.
   *
   * @return what could not be written; what is remembered is then still a superset
   */
  List<String> settle(List<Outcome> outcomes) {
    Set<ServiceKey> still = new HashSet<>();
    for (Outcome outcome : outcomes) {
      if (outcome.change() instanceof Change.RemoveService removal
          && !(outcome instanceof Outcome.Done)) {
        still.add(removal.service());
      }
    }
    try {
      defined.forEach(
          (cluster, keys) -> {
            Set<ServiceKey> services = new HashSet<>(before.of(cluster).services());
            services.retainAll(still);
            services.addAll(keys);
            store.write(cluster, host(cluster).settled(services, outcomes));
          });
      before.byCluster().forEach(this::handOver);
      return List.of();
    } catch (LvsdException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private HostClaims host(String cluster) {
    HostClaims found = claims.get(cluster);
    if (found == null) {
      throw new IllegalArgumentException(cluster + " is not defined");
    }
    return found;
  }

  private void handOver(String cluster, Managed had) {
    if (defined.containsKey(cluster)) {
      return;
    }
    Set<ServiceKey> left = new HashSet<>(had.services());
    defined.values().forEach(left::removeAll);
    if (left.size() != had.services().size()) {
      store.write(cluster, had.withServices(left));
    }
  }
}
