package dev.lvsd.reconcile;

import dev.lvsd.model.Cluster;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What of the host one cluster manages: what it had, and what is done for it in this run. What was
 * there before lvsd is never claimed, except for the former value of a sysctl.
 */
final class HostClaims {
  private final String cluster;
  private final HostWants wants;
  private final HostWants allWants;
  private final Managed had;
  private final Ownership before;
  private final HostState host;
  private final Set<InterfaceAddress> adding = new HashSet<>();
  private final Set<SyncDaemon.Role> starting = new HashSet<>();
  private final Map<String, String> sysctls;

  HostClaims(Cluster cluster, HostWants allWants, Ownership before, Plan plan, HostState host) {
    this.cluster = cluster.name();
    this.allWants = allWants;
    this.wants = HostWants.of(cluster);
    this.had = before.of(cluster.name());
    this.before = before;
    this.host = host;
    this.sysctls = new TreeMap<>(had.sysctls());
    for (Change change : plan.changes()) {
      if (change instanceof HostChange.AddVip vip) {
        adding.add(vip.address());
      } else if (change instanceof HostChange.StartSyncDaemon start) {
        starting.add(start.want().role());
      }
    }
    found(host.sysctls());
  }

  /** Values of sysctls before they are set; what is known already counts more. */
  void found(Map<String, String> values) {
    for (String name : wants.sysctls().keySet()) {
      Optional<String> recorded =
          before.byCluster().values().stream()
              .flatMap(managed -> Optional.ofNullable(managed.sysctls().get(name)).stream())
              .findFirst();
      recorded
          .or(() -> Optional.ofNullable(values.get(name)))
          .ifPresent(value -> sysctls.putIfAbsent(name, value));
    }
  }

  /** What was managed, and what will be. */
  Managed claimed(Set<ServiceKey> services) {
    Set<InterfaceAddress> addresses = new HashSet<>(had.addresses());
    wants.vips().keySet().stream()
        .filter(vip -> adding.contains(vip) || before.contains(vip))
        .forEach(addresses::add);
    Set<SyncDaemon.Role> roles = new HashSet<>(had.syncDaemons());
    wantedRoles().stream().filter(this::isStartedByLvsd).forEach(roles::add);
    return new Managed(services, addresses, sysctls, had.connTabBits() || wantsTable(), roles);
  }

  /** What is managed after the changes ended as they did. */
  Managed settled(Set<ServiceKey> services, List<Outcome> outcomes) {
    Managed claimed = claimed(services);
    Map<Change, Boolean> done =
        outcomes.stream()
            .filter(outcome -> outcome.change() instanceof HostChange)
            .collect(
                Collectors.toMap(
                    Outcome::change, Outcome.Done.class::isInstance, (one, other) -> one));
    Set<InterfaceAddress> addresses = new HashSet<>(claimed.addresses());
    addresses.removeIf(address -> !stays(address, done));
    Map<String, String> kept = new TreeMap<>(claimed.sysctls());
    kept.keySet().removeIf(name -> !wants.sysctls().containsKey(name) && !unrestored(name, done));
    Set<SyncDaemon.Role> roles = new HashSet<>(claimed.syncDaemons());
    roles.removeIf(role -> !wantedRoles().contains(role) && !unstopped(role, done));
    boolean unconfigured = failed(done, change -> change instanceof HostChange.ConfigureModule);
    return new Managed(
        services, addresses, kept, wantsTable() || (claimed.connTabBits() && unconfigured), roles);
  }

  private boolean stays(InterfaceAddress address, Map<Change, Boolean> done) {
    if (wants.vips().containsKey(address)) {
      boolean refused =
          failed(done, c -> c instanceof HostChange.AddVip vip && vip.address().equals(address));
      return !refused || had.addresses().contains(address);
    }
    Boolean removed = done.get(new HostChange.RemoveVip(address));
    if (removed != null) {
      return !removed;
    }
    return host.addresses().contains(address) && !isOfOthers(address); // kept for a service
  }

  private boolean isOfOthers(InterfaceAddress address) {
    return allWants.vips().containsKey(address)
        || before.byCluster().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(cluster))
            .anyMatch(entry -> entry.getValue().addresses().contains(address));
  }

  private static boolean unrestored(String name, Map<Change, Boolean> done) {
    return failed(done, c -> c instanceof HostChange.RestoreSysctl r && r.name().equals(name));
  }

  private static boolean unstopped(SyncDaemon.Role role, Map<Change, Boolean> done) {
    return failed(done, c -> c instanceof HostChange.StopSyncDaemon s && s.have().role() == role);
  }

  private static boolean failed(Map<Change, Boolean> done, Predicate<Change> which) {
    return done.entrySet().stream().anyMatch(e -> !e.getValue() && which.test(e.getKey()));
  }

  private boolean wantsTable() {
    ModulePresence presence = host.ipvs().presence();
    return wants.table().isPresent()
        && presence != ModulePresence.BUILT_IN
        && presence != ModulePresence.REPLACED;
  }

  private Set<SyncDaemon.Role> wantedRoles() {
    return wants.syncDaemons().stream().map(SyncDaemon::role).collect(Collectors.toSet());
  }

  private boolean isStartedByLvsd(SyncDaemon.Role role) {
    return starting.contains(role)
        || before.byCluster().values().stream()
            .anyMatch(managed -> managed.syncDaemons().contains(role));
  }
}
