package dev.lvsd.reconcile;

import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Books steps as skipped that would do harm, or cannot succeed, after earlier ones failed. */
final class Dependencies {
  private final DataPlane dataPlane;
  private final CommandRunner runner;
  private final Outcomes outcomes;

  Dependencies(DataPlane dataPlane, CommandRunner runner, Outcomes outcomes) {
    this.dataPlane = dataPlane;
    this.runner = runner;
    this.outcomes = outcomes;
  }

  /** Servers need their service. */
  void skipServersOfMissingServices(List<Step.OfTable> services, List<Step.OfTable> servers) {
    Set<ServiceKey> missing = new HashSet<>();
    for (Step.OfTable step : services) {
      if (step.change() instanceof Change.CreateService create && !outcomes.isDone(step)) {
        missing.add(create.service());
      }
    }
    for (Step.OfTable step : servers) {
      if (missing.contains(step.service())) {
        outcomes.skipped(step, "not tried, because service " + step.service() + " was not created");
      }
    }
  }

  /**
   * Where servers could not be added or updated, those that were to go stay if the service would be
   * left without a server that takes connections.
   *
   * @param servers steps that added or updated servers
   * @param goingServers steps that will quiesce servers or remove them at once
   */
  void keepLastServers(List<Step.OfTable> servers, List<Step.OfTable> goingServers) {
    Set<ServiceKey> failed = new HashSet<>();
    servers.stream()
        .filter(step -> !outcomes.isDone(step))
        .map(Step.OfTable::service)
        .forEach(failed::add);
    Map<ServiceKey, Map<ServerKey, Step.OfTable>> going = new LinkedHashMap<>();
    for (Step.OfTable step : goingServers) {
      ServerStatus server = goingServer(step);
      if (server != null && failed.contains(step.service())) {
        going.computeIfAbsent(step.service(), k -> new LinkedHashMap<>()).put(server.key(), step);
      }
    }
    going.forEach(this::keepIfLast);
  }

  private static @Nullable ServerStatus goingServer(Step.OfTable step) {
    if (step.change() instanceof Change.QuiesceServer quiesce) {
      return quiesce.have();
    }
    return step.change() instanceof Change.RemoveServer removal ? removal.have() : null;
  }

  private void keepIfLast(ServiceKey service, Map<ServerKey, Step.OfTable> going) {
    if (runner.isHalted()) {
      return;
    }
    try {
      boolean othersTakeConnections =
          dataPlane.ipvs().servers(service).stream()
              .anyMatch(server -> server.spec().weight() > 0 && !going.containsKey(server.key()));
      if (!othersTakeConnections) {
        going
            .values()
            .forEach(
                step ->
                    outcomes.skipped(
                        step,
                        "kept, because changes of other servers failed and service "
                            + service
                            + " would be left without a server"));
      }
    } catch (IpvsException e) {
      runner.gone(new ArrayList<>(going.values()), e);
    }
  }

  /** What still gets new connections does not become idle. */
  void skipUnquiesced(List<Step.OfTable> quiesces, List<Step.OfTable> drains) {
    Map<ServiceKey, Set<ServerKey>> busy = new LinkedHashMap<>();
    for (Step.OfTable step : quiesces) {
      if (step.change() instanceof Change.QuiesceServer quiesce && !outcomes.isDone(step)) {
        busy.computeIfAbsent(quiesce.service(), k -> new HashSet<>()).add(quiesce.have().key());
      }
    }
    for (Step.OfTable step : drains) {
      Set<ServerKey> servers = busy.getOrDefault(step.service(), Set.of());
      boolean concerned =
          step.change() instanceof Change.RemoveServer removal
              ? servers.contains(removal.have().key())
              : !servers.isEmpty();
      if (concerned) {
        outcomes.skipped(step, "not tried, because the server was not quiesced");
      }
    }
  }
}
