package dev.lvsd.wanted;

import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries drains on. What a drain is to do is remembered with its override; nothing that matters is
 * kept here, so anybody may carry on where a killed process stopped, and two at the same time do no
 * harm. Belongs to the thread of its {@link Reconciler}.
 */
public final class DrainJobs {
  private final StateDirectory state;
  private final ServerAdjustments adjustments;
  private final InstantSource clock;
  private final Map<ServerOverride, Estimate> estimates = new HashMap<>();
  private Optional<Wanted> last = Optional.empty();

  /**
   * Works with a reconciler.
   *
   * @param state where drains are remembered; that of the reconciler
   * @param reconciler changes the table
   * @param ipvs the data plane of the reconciler
   * @param clock wall clock
   */
  public DrainJobs(StateDirectory state, Reconciler reconciler, Ipvs ipvs, InstantSource clock) {
    this.state = state;
    this.adjustments = new ServerAdjustments(state, reconciler, ipvs, clock);
    this.clock = clock;
  }

  /**
   * How all drains stand. Changes nothing.
   *
   * @return running ones and ended ones, in the order of the definition
   */
  public List<DrainStatus> look() {
    List<DrainStatus> all = new ArrayList<>();
    if (state.overrides().read().overrides().stream().allMatch(each -> each.drain().isEmpty())) {
      return all;
    }
    Wanted wanted = Wanted.read(state, last);
    last = Optional.of(wanted);
    for (Cluster cluster : wanted.defined().clusters()) {
      for (ClusterService service : cluster.services()) {
        for (ClusterServer server : service.servers()) {
          ServerOverride override =
              wanted.overrides().of(service.spec().key(), server.spec().key());
          override
              .drain()
              .ifPresent(drain -> all.add(status(cluster, service, server, override, drain)));
        }
      }
    }
    return all;
  }

  /**
   * How the drain of one server stands. Changes nothing.
   *
   * @param name the server
   * @return empty if it is not drained, or not any more
   */
  public Optional<DrainStatus> look(ServerName name) {
    NamedServer server = adjustments.find(name);
    return look().stream()
        .filter(each -> each.service().equals(server.serviceKey()))
        .filter(each -> each.server().equals(server.serverKey()))
        .findFirst();
  }

  /**
   * Looks at all drains and does what is to be done: quiesces again what somebody gave weight, ends
   * what has no connections any more or is late, removes what is to be removed.
   *
   * @return how all drains stand after that
   * @throws dev.lvsd.diag.LvsdException if another apply does not end in time, or nothing can be
   *     remembered; to be tried again
   */
  public List<DrainStatus> step() {
    boolean changed = false;
    List<DrainStatus> all = look();
    for (DrainStatus each : all) {
      changed |= step(each);
    }
    List<DrainStatus> after = changed ? look() : all;
    estimates.keySet().removeIf(override -> after.stream().noneMatch(each -> isOf(each, override)));
    return after;
  }

  private static boolean isOf(DrainStatus status, ServerOverride override) {
    return status.isRunning() && override.concerns(status.service(), status.server());
  }

  private boolean step(DrainStatus each) {
    Instant now = clock.instant();
    DrainRules.Step step = DrainRules.next(each.drain(), each.status(), now);
    if (step instanceof DrainRules.Step.Quiesce) {
      adjustments.adjust(each.service(), each.server(), override -> override, false);
    } else if (step instanceof DrainRules.Step.End end) {
      adjustments.adjust(
          each.service(),
          each.server(),
          override ->
              override.withDrain(
                  override
                      .drain()
                      .map(drain -> same(drain, each) ? drain.ended(now, end.open()) : drain)),
          end.open() > 0);
    } else if (step instanceof DrainRules.Step.Remove remove) {
      adjustments.adjust(each.service(), each.server(), override -> override, remove.cut());
    }
    return !(step instanceof DrainRules.Step.Wait);
  }

  /** Somebody may have begun it anew since it was looked at. */
  private static boolean same(Drain drain, DrainStatus seen) {
    return drain.equals(seen.drain());
  }

  private DrainStatus status(
      Cluster cluster,
      ClusterService service,
      ClusterServer server,
      ServerOverride override,
      Drain drain) {
    ServiceKey serviceKey = service.spec().key();
    ServerKey serverKey = server.spec().key();
    Optional<ServerStatus> status = adjustments.status(serviceKey, serverKey);
    Optional<Duration> remaining =
        drain.end().isPresent()
            ? Optional.empty()
            : status.flatMap(
                seen ->
                    remaining(
                        override,
                        drain,
                        seen,
                        service.spec().persistence().map(Persistence::timeoutSeconds).orElse(0L)));
    return new DrainStatus(
        cluster.name(),
        service.name(),
        serviceKey,
        server.name(),
        serverKey,
        drain,
        status,
        remaining);
  }

  private Optional<Duration> remaining(
      ServerOverride override, Drain drain, ServerStatus seen, long persistenceSeconds) {
    Instant now = clock.instant();
    Estimate estimate =
        estimates.computeIfAbsent(
            override, key -> new Estimate(drain.started(), drain.connections()));
    estimate.observe(now, DrainRules.connections(seen));
    Optional<Duration> left = estimate.remaining(seen, persistenceSeconds, now);
    Optional<Duration> untilDeadline =
        drain.deadline().map(deadline -> Duration.between(now, deadline));
    if (untilDeadline.isEmpty() || left.isEmpty()) {
      return left.or(() -> untilDeadline);
    }
    return left.get().compareTo(untilDeadline.get()) < 0 ? left : untilDeadline;
  }
}
