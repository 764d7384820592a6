package dev.lvsd.plan;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides what to change of a director beside its services, and in which order. */
final class HostPlanner {
  private final Definition desired;
  private final Present actual;
  private final PlanOptions options;
  private final HostWants wants;
  private final HostOwners owners;
  private final List<Change> preparations = new ArrayList<>();
  private final List<Change> arrivals = new ArrayList<>();
  private final List<Change> departures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  HostPlanner(Definition desired, Present actual, Ownership owned, PlanOptions options) {
    this.desired = desired;
    this.actual = actual;
    this.options = options;
    this.wants = HostWants.of(desired);
    this.owners = new HostOwners(desired, owned);
  }

  /** Decides, given the services that will be removed. */
  void plan(List<Change> serviceRemovals) {
    ReloadCost cost = ReloadCost.of(actual.table());
    add(
        new ModulePlanner(wants, actual.host(), owners, cost, options.reloadModule()).plan(),
        preparations);
    boolean modulesComing =
        actual.host().ipvs().presence() == ModulePresence.ABSENT
            || preparations.stream().anyMatch(HostChange.LoadModule.class::isInstance);
    add(new SysctlPlanner(wants, actual.host(), owners, modulesComing).plan(), preparations);
    add(new VipPlanner(wants, actual.host(), owners, needed(serviceRemovals)).plan(), arrivals);
    add(SyncDaemonPlanner.plan(wants, actual.syncDaemons(), owners), arrivals);
  }

  private void add(HostPart part, List<Change> first) {
    first.addAll(part.first());
    departures.addAll(part.last());
    notes.addAll(part.notes());
  }

  /** Addresses of services that will be in the table, foreign ones included. */
  private Map<InetAddress, ServiceKey> needed(List<Change> serviceRemovals) {
    Set<ServiceKey> going = new HashSet<>();
    for (Change change : serviceRemovals) {
      if (change instanceof Change.OfService removal) {
        going.add(removal.service());
      }
    }
    Map<InetAddress, ServiceKey> needed = new HashMap<>();
    actual.table().stream()
        .map(VirtualService::key)
        .filter(key -> !going.contains(key))
        .forEach(key -> need(key, needed));
    desired.clusters().stream()
        .flatMap(cluster -> cluster.services().stream())
        .forEach(service -> need(service.spec().key(), needed));
    return needed;
  }

  private static void need(ServiceKey service, Map<InetAddress, ServiceKey> needed) {
    if (service instanceof AddressKey key) {
      needed.putIfAbsent(key.address(), key);
    }
  }

  /** Before anything else. */
  List<Change> preparations() {
    return preparations;
  }

  /** After services are filled. */
  List<Change> arrivals() {
    return arrivals;
  }

  /** After services have gone. */
  List<Change> departures() {
    return departures;
  }

  List<String> notes() {
    return notes;
  }
}
