package dev.lvsd.app;

import dev.lvsd.daemon.Upkeep;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Undertaking;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.ApplyLock;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.wanted.Confirmations;
import dev.lvsd.wanted.DrainJobs;
import dev.lvsd.wanted.Wanted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Keeps this machine's director as it was applied last. Owned by the reconcile thread. */
final class DirectorUpkeep implements Upkeep {
  /** Connections end by themselves: the next look finds that they have. */
  private static final ApplyOptions HOW =
      new ApplyOptions(false, Duration.ZERO, Optional.empty(), Duration.ofSeconds(5));

  private final StateDirectory state;
  private final DataPlane dataPlane;
  private final Host host;
  private final InstantSource clock;
  private final ApplyListener listener;
  private final Reconciler reconciler;
  private final Confirmations confirmations;
  private Optional<Wanted> wanted = Optional.empty();
  private Optional<HostQuestion> question = Optional.empty();
  private Set<String> running = Set.of();

  /**
   * Keeps a director.
   *
   * @param ipvs opens its table
   * @param host the rest of it; closed with this
   * @param alive called while much is changed
   */
  DirectorUpkeep(
      StateDirectory state,
      Supplier<? extends Ipvs> ipvs,
      Host host,
      InstantSource clock,
      Runnable alive) {
    this.state = state;
    this.dataPlane = new DataPlane(ipvs);
    this.host = host;
    this.clock = clock;
    this.listener = beating(alive);
    this.reconciler = new Reconciler(dataPlane, host, state, Waiter.SYSTEM);
    this.confirmations = new Confirmations(state, reconciler, clock);
  }

  private static ApplyListener beating(Runnable alive) {
    return new ApplyListener() {
      @Override
      public void planned(Plan plan) {
        alive.run();
      }

      @Override
      public void progress(int finished, int total) {
        alive.run();
      }

      @Override
      public void draining(List<Outcome.Draining> waiting) {}
    };
  }

  @Override
  public Glance glance() {
    return new Glance(state.wantedVersion(), question.map(reconciler::digest).orElse(0L));
  }

  @Override
  public Optional<String> otherApply() {
    String holder = state.lockHolder();
    Optional<ApplyLock> lock = state.tryLock();
    lock.ifPresent(ApplyLock::close);
    return lock.isPresent() ? Optional.empty() : Optional.of(holder);
  }

  @Override
  public Plan plan() {
    return reconciler.plan(target(), PlanOptions.GENTLE);
  }

  @Override
  public ApplyReport repair(Predicate<Change> scope, boolean whole) {
    Undertaking repair = new Repair();
    return whole
        ? reconciler.apply(repair, PlanOptions.GENTLE, HOW, listener)
        : reconciler.adjust(repair, scope, PlanOptions.GENTLE, HOW, listener);
  }

  private Undertaking.Target target() {
    Wanted now = Wanted.read(state, wanted);
    wanted = Optional.of(now);
    Undertaking.Target target = now.target();
    question = Optional.of(reconciler.question(target.definition()));
    return target;
  }

  /** What is wanted once the lock is there; nothing is remembered of a repair. */
  private final class Repair implements Undertaking {
    @Override
    public Target target() {
      return DirectorUpkeep.this.target();
    }

    @Override
    public void begin(Plan plan) {}

    @Override
    public List<String> end(List<Outcome> outcomes) {
      return List.of();
    }
  }

  @Override
  public List<String> timers() {
    List<String> done = new ArrayList<>();
    confirmations
        .revertIfDue(listener)
        .ifPresent(report -> done.add("went back to what was wanted before: nobody confirmed"));
    Set<String> now = new TreeSet<>();
    for (DrainStatus drain : drains()) {
      if (drain.isRunning()) {
        now.add(drain.serviceName() + " " + drain.serverName());
      }
    }
    running.stream()
        .filter(name -> !now.contains(name))
        .forEach(name -> done.add("the drain of " + name + " has ended"));
    running = now;
    return done;
  }

  /** Opens the data plane only if something is drained: its module may not be loaded yet. */
  private List<DrainStatus> drains() {
    return state.overrides().read().overrides().isEmpty()
        ? List.of()
        : new DrainJobs(state, reconciler, dataPlane.ipvs(), clock).step();
  }

  @Override
  public boolean timersRun() {
    return !running.isEmpty() || confirmations.deadline().isPresent();
  }

  @Override
  public List<String> clusters() {
    return wanted.stream()
        .flatMap(now -> now.defined().clusters().stream())
        .map(Cluster::name)
        .toList();
  }

  @Override
  public void close() {
    dataPlane.close();
    host.close();
  }
}
