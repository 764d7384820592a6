package dev.lvsd.reconcile;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Removes quiesced servers, and services whose servers are quiesced, once they have no connections.
 *
 * <p>Looks at the connection numbers of a service and removes what is idle right after, service by
 * service; a connection that begins in the instant between is cut. Should another writer have given
 * a server its weight back, it is quiesced again. Should something else have become wanted while it
 * waited, it touches nothing more.
 */
final class Drainer {
  private static final Duration FIRST_INTERVAL = Duration.ofMillis(500);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(2);

  private final DataPlane dataPlane;
  private final Pauses pauses;
  private final ApplyOptions how;
  private final ApplyListener listener;
  private final CommandRunner runner;
  private final Outcomes outcomes;

  Drainer(
      DataPlane dataPlane,
      Pauses pauses,
      ApplyOptions how,
      ApplyListener listener,
      CommandRunner runner,
      Outcomes outcomes) {
    this.dataPlane = dataPlane;
    this.pauses = pauses;
    this.how = how;
    this.listener = listener;
    this.runner = runner;
    this.outcomes = outcomes;
  }

  /** What waits, with the connections that it waits for. */
  private record Waiting(Step.OfTable step, Outcome.Draining connections) {}

  /** Every step has an outcome afterwards. */
  void run(List<Step.OfTable> removals) {
    Waiter waiter = pauses.waiter();
    Duration end = waiter.now().plus(how.drainDeadline().orElse(how.drainWait()));
    Duration interval = FIRST_INTERVAL;
    boolean interrupted = false;
    List<Step.OfTable> open = removals;
    while (!open.isEmpty()) {
      Duration left = end.minus(waiter.now());
      boolean late = left.isNegative() || left.isZero();
      List<Waiting> waiting = look(open, late && !interrupted && how.drainDeadline().isPresent());
      if (!waiting.isEmpty()) {
        listener.draining(waiting.stream().map(Waiting::connections).toList());
      }
      if (late || interrupted) {
        waiting.forEach(w -> outcomes.left(w.step(), w.connections()));
        return;
      }
      open = waiting.stream().map(Waiting::step).toList();
      if (!open.isEmpty()) {
        interrupted = !pauses.forConnections(shorter(interval, left));
        if (pauses.isSuperseded()) {
          waiting.forEach(w -> outcomes.left(w.step(), w.connections()));
          return;
        }
        interval = shorter(interval.multipliedBy(3).dividedBy(2), LONGEST_INTERVAL);
      }
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Removes what may go, and answers what may not yet. */
  private List<Waiting> look(List<Step.OfTable> open, boolean cut) {
    Map<ServiceKey, List<Step.OfTable>> byService =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    Step.OfTable::service, LinkedHashMap::new, Collectors.toList()));
    List<Waiting> waiting = new ArrayList<>();
    byService.forEach(
        (service, steps) -> {
          if (cut || runner.isHalted()) {
            runner.run(steps);
          } else {
            look(service, steps, waiting);
          }
        });
    return waiting;
  }

  private void look(ServiceKey service, List<Step.OfTable> steps, List<Waiting> waiting) {
    List<ServerStatus> servers;
    try {
      servers = dataPlane.ipvs().servers(service);
    } catch (IpvsException e) {
      runner.gone(steps, e);
      return;
    }
    Map<ServerKey, ServerStatus> present =
        servers.stream()
            .collect(Collectors.toMap(ServerStatus::key, Function.identity(), (a, b) -> a));
    List<Step.OfTable> ready = new ArrayList<>();
    for (Step.OfTable step : steps) {
      List<ServerStatus> concerned = concerned(step, present);
      List<ServerStatus> revived =
          concerned.stream().filter(server -> server.spec().weight() > 0).toList();
      if (revived.isEmpty() && concerned.stream().allMatch(ServerStatus::isIdle)) {
        ready.add(step);
      } else if (quiesced(step, revived)) {
        waiting.add(new Waiting(step, draining(step, concerned)));
      }
    }
    runner.run(ready);
  }

  /** The servers that the removal would take away; those that are gone already are left out. */
  private static List<ServerStatus> concerned(
      Step.OfTable step, Map<ServerKey, ServerStatus> present) {
    if (step.change() instanceof Change.RemoveServer removal) {
      ServerStatus server = present.get(removal.have().key());
      return server == null ? List.of() : List.of(server);
    }
    return List.copyOf(present.values());
  }

  private boolean quiesced(Step.OfTable step, List<ServerStatus> revived) {
    for (ServerStatus server : revived) {
      try {
        dataPlane
            .ipvs()
            .execute(new IpvsCommand.UpdateServer(step.service(), server.spec().withWeight(0)));
      } catch (IpvsException e) {
        if (!step.race().errnos().contains(e.errno())) {
          outcomes.failed(step, String.valueOf(e.getMessage()));
          return false;
        }
        // else it is gone, as the next look will find
      }
    }
    return true;
  }

  private static Outcome.Draining draining(Step.OfTable step, List<ServerStatus> servers) {
    return new Outcome.Draining(
        step.change(),
        servers.stream().mapToLong(ServerStatus::activeConnections).sum(),
        servers.stream().mapToLong(ServerStatus::inactiveConnections).sum());
  }
}
