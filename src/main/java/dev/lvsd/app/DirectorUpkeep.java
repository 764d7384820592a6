package dev.lvsd.app;

import dev.lvsd.daemon.Upkeep;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Site;
import dev.lvsd.reconcile.Undertaking;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.state.ApplyLock;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.userspace.JavaPlane;
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
import org.jspecify.annotations.Nullable;

/** Keeps this machine's director as it was applied last. Owned by the reconcile thread. */
final class DirectorUpkeep implements Upkeep {
  /** Connections end by themselves: the next look finds that they have. */
  private static final ApplyOptions HOW =
      new ApplyOptions(false, Duration.ZERO, Optional.empty(), Duration.ofSeconds(5));

  /** Far more are made in the seconds in which the watchdog must hear of us. */
  private static final int CHANGES_PER_BEAT = 100;

  private final StateDirectory state;
  private final Means means;
  private final Directors directors;
  private final InstantSource clock;
  private final ApplyListener listener;
  private final Reconciler reconciler;
  private final Confirmations confirmations;
  private Optional<Wanted> wanted = Optional.empty();
  private @Nullable Seen seen;
  private String dataPlane = "";
  private boolean planeWanted;
  private Set<String> running = Set.of();

  /**
   * Keeps a director.
   *
   * @param alive called while much is changed
   */
  DirectorUpkeep(StateDirectory state, Means means, InstantSource clock, Runnable alive) {
    this.state = state;
    this.means = means;
    this.directors = new Directors(means, state);
    this.clock = clock;
    this.listener = beating(alive);
    this.reconciler = new Reconciler(directors, state, Waiter.SYSTEM);
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
        if (finished % CHANGES_PER_BEAT == 0) {
          alive.run();
        }
      }

      @Override
      public void draining(List<Outcome.Draining> waiting) {}
    };
  }

  @Override
  public Glance glance() {
    endUnwantedPlane();
    Seen last = seen;
    long present = last == null ? 0 : reconciler.digest(last.site(), last.question());
    return new Glance(state.wantedVersion(), present);
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

  /** A plane that nobody wants, and that has nothing to forward. */
  private void endUnwantedPlane() {
    Optional<JavaPlane> running = means.plane().filter(JavaPlane::isRunning);
    if (running.isEmpty() || planeWanted || wanted.isEmpty()) {
      return;
    }
    Optional<ApplyLock> lock = state.tryLock();
    if (lock.isEmpty()) {
      return;
    }
    try {
      if (running.get().ipvs().services().isEmpty()) {
        running.get().end();
        seen = null;
      }
    } finally {
      lock.get().close();
    }
  }

  private boolean isForJavaPlane(Definition whole) {
    boolean empty = whole.clusters().stream().allMatch(cluster -> cluster.services().isEmpty());
    return !empty && directors.choose(whole).isUserspace();
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
    planeWanted = isForJavaPlane(target.whole());
    dataPlane = directors.choose(target.whole()).sentence();
    seen = new Seen(reconciler.site(target), reconciler.question(target.definition()));
    return target;
  }

  /**
   * What the last plan was made of.
   *
   * @param site the director
   * @param question what was asked of its host
   */
  private record Seen(Site site, HostQuestion question) {}

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
    if (state.overrides().read().overrides().isEmpty()) {
      return List.of();
    }
    Site site = reconciler.site(target());
    return new DrainJobs(state, reconciler, site.dataPlane().ipvs(), clock).step();
  }

  @Override
  public boolean timersRun() {
    return !running.isEmpty() || confirmations.deadline().isPresent();
  }

  @Override
  public String dataPlane() {
    return dataPlane;
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
    directors.close();
  }
}
