package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import dev.lvsd.plan.Outcome;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Books steps of the host as skipped, or as waiting, that would do harm after how others ended. */
final class HostDependencies {
  private static final String IPVS = "ip_vs";

  private final DataPlane dataPlane;
  private final Halt halt;
  private final Outcomes outcomes;

  HostDependencies(DataPlane dataPlane, Halt halt, Outcomes outcomes) {
    this.dataPlane = dataPlane;
    this.halt = halt;
    this.outcomes = outcomes;
  }

  /** A module that could not be configured would be loaded with the wrong table. */
  void skipUnconfigured(List<Step.OfHost> configurations, List<? extends Step> loads) {
    if (configurations.stream().allMatch(outcomes::isDone)) {
      return;
    }
    for (Step load : loads) {
      boolean concerned =
          load instanceof Step.Reload
              || (load.change() instanceof HostChange.LoadModule change
                  && change.module().equals(IPVS));
      if (concerned && outcomes.isOpen(load)) {
        outcomes.skipped(load, "not tried, because the size of its table could not be configured");
      }
    }
  }

  /** Nothing works without the table. */
  void haltWithoutTable(List<Step.OfHost> loads) {
    for (Step.OfHost load : loads) {
      if (load.change() instanceof HostChange.LoadModule change
          && change.module().equals(IPVS)
          && !outcomes.isDone(load)) {
        halt.because("not tried, because module ip_vs was not loaded");
      }
    }
  }

  /** An address without any service on it would swallow its traffic. */
  void skipVipsWithoutServices(List<Step.OfTable> services, List<Step.OfHost> vips) {
    Set<InetAddress> doubtful = new HashSet<>();
    for (Step.OfTable step : services) {
      if (step.change() instanceof Change.CreateService create
          && create.service() instanceof AddressKey key
          && !outcomes.isDone(step)) {
        doubtful.add(key.address());
      }
    }
    for (Step.OfHost step : vips) {
      if (step.change() instanceof HostChange.AddVip vip
          && doubtful.contains(vip.address().address())
          && !halt.isHalted()) {
        skipIfUnused(step, vip.address().address());
      }
    }
  }

  private void skipIfUnused(Step.OfHost step, InetAddress address) {
    try {
      boolean used = dataPlane.ipvs().services().stream().anyMatch(s -> isOn(address, s.key()));
      if (!used) {
        outcomes.skipped(step, "not tried, because no service of this address was created");
      }
    } catch (LvsdException e) {
      outcomes.failed(step, String.valueOf(e.getMessage()));
    }
  }

  /** A daemon that runs with other settings is in the way. */
  void skipUnstopped(List<Step.OfTable> stops, List<Step.OfTable> starts) {
    for (Step.OfTable start : starts) {
      for (Step.OfTable stop : stops) {
        if (stop.change() instanceof HostChange.StopSyncDaemon old
            && start.change() instanceof HostChange.StartSyncDaemon begin
            && old.have().role() == begin.want().role()
            && !outcomes.isDone(stop)) {
          outcomes.skipped(start, "not tried, because the one that runs was not stopped");
        }
      }
    }
  }

  /**
   * VIPs go with their last service, and sysctls get their former value when nothing waits any
   * more: connections that drain may need both.
   */
  void keepWhatIsNeeded(
      List<Step.OfTable> removals, List<Step.OfHost> arrivals, List<Step.OfHost> departures) {
    for (Step.OfHost departure : departures) {
      if (departure.change() instanceof HostChange.RemoveVip vip) {
        InetAddress address = vip.address().address();
        List<Step.OfTable> on =
            removals.stream()
                .filter(step -> step.change() instanceof Change.RemoveService)
                .filter(step -> isOn(address, step.service()))
                .toList();
        keepWith(departure, on);
        keepUntilMoved(departure, address, arrivals);
      } else {
        waitWith(departure, removals);
      }
    }
  }

  private void keepWith(Step.OfHost departure, List<Step.OfTable> removals) {
    waitWith(departure, removals);
    for (Step.OfTable removal : removals) {
      if (!outcomes.isDone(removal) && outcomes.isOpen(departure)) {
        outcomes.skipped(
            departure, "kept, because service " + removal.service() + " was not removed");
      }
    }
  }

  private void keepUntilMoved(
      Step.OfHost departure, InetAddress address, List<Step.OfHost> arrivals) {
    for (Step.OfHost arrival : arrivals) {
      if (arrival.change() instanceof HostChange.AddVip vip
          && vip.address().address().equals(address)
          && !outcomes.isDone(arrival)
          && outcomes.isOpen(departure)) {
        outcomes.skipped(departure, "kept, because " + vip.address() + " was not added");
      }
    }
  }

  private void waitWith(Step.OfHost departure, List<Step.OfTable> removals) {
    List<Outcome.Draining> waiting =
        removals.stream()
            .map(outcomes::of)
            .filter(Outcome.Draining.class::isInstance)
            .map(Outcome.Draining.class::cast)
            .toList();
    if (!waiting.isEmpty()) {
      outcomes.left(
          departure,
          new Outcome.Draining(
              departure.change(),
              waiting.stream().mapToLong(Outcome.Draining::activeConnections).sum(),
              waiting.stream().mapToLong(Outcome.Draining::inactiveConnections).sum()));
    }
  }

  private static boolean isOn(InetAddress address, ServiceKey service) {
    return service instanceof AddressKey key && key.address().equals(address);
  }
}
