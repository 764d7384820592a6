package dev.lvsd.reconcile;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.plan.Planner;
import dev.lvsd.state.ApplyLock;
import dev.lvsd.state.OwnershipStore;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Brings the table of a data plane to what a definition wants, and remembers which services it
 * manages. Belongs to one thread.
 */
public final class Reconciler {
  private static final Duration LOCK_INTERVAL = Duration.ofMillis(100);

  private final Ipvs ipvs;
  private final StateDirectory state;
  private final Waiter waiter;

  /**
   * Works on a data plane; the caller closes that.
   *
   * @param ipvs the data plane
   * @param state where managed services are remembered
   * @param waiter how time passes
   */
  public Reconciler(Ipvs ipvs, StateDirectory state, Waiter waiter) {
    this.ipvs = ipvs;
    this.state = state;
    this.waiter = waiter;
  }

  /**
   * Compares a definition with the table. Changes nothing and writes nothing.
   *
   * @param definition what is wanted
   * @param options how to remove
   * @return what {@link #apply} would do now
   * @throws dev.lvsd.ipvs.IpvsException if the data plane cannot be read
   */
  public Plan plan(Definition definition, PlanOptions options) {
    return plan(new Undertaking.Target(definition, List.of()), options);
  }

  /**
   * The same for a target with notes, which the plan then has too.
   *
   * @param target what is wanted
   * @param options how to remove
   * @return what {@link #apply} would do now
   * @throws dev.lvsd.ipvs.IpvsException if the data plane cannot be read
   */
  public Plan plan(Undertaking.Target target, PlanOptions options) {
    return plan(target, options, state.ownership().read());
  }

  /**
   * Makes the table as the definition wants it, as far as the data plane lets it. What fails is
   * reported and does not stop the rest, unless {@code how} says so; running it again goes on where
   * this one ended, also after the process was killed.
   *
   * @param definition what is wanted
   * @param options how to remove
   * @param how how changes are made
   * @param listener hears about progress, on this thread
   * @return how each change ended
   * @throws LvsdException blaming the host if another apply does not end in time or the state
   *     directory cannot be written; nothing was changed then
   * @throws dev.lvsd.ipvs.IpvsException if the data plane cannot be read; nothing was changed then
   */
  public ApplyReport apply(
      Definition definition, PlanOptions options, ApplyOptions how, ApplyListener listener) {
    return apply(Undertaking.of(definition), options, how, listener);
  }

  /**
   * The same for what is wanted once the lock is there.
   *
   * @param undertaking what is wanted, and what is remembered of it
   * @param options how to remove
   * @param how how changes are made
   * @param listener hears about progress, on this thread
   * @return how each change ended
   * @throws LvsdException as above, or from the undertaking; nothing was changed then
   * @throws dev.lvsd.ipvs.IpvsException if the data plane cannot be read; nothing was changed then
   */
  public ApplyReport apply(
      Undertaking undertaking, PlanOptions options, ApplyOptions how, ApplyListener listener) {
    Duration start = waiter.now();
    ApplyLock lock = lock(how.lockWait(), listener);
    try {
      OwnershipStore store = state.ownership();
      OwnershipStore.Remembered remembered = store.read();
      Undertaking.Target target = undertaking.target();
      Plan plan = plan(target, options, remembered);
      OwnershipLedger ledger =
          new OwnershipLedger(target.definition(), remembered.ownership(), store);
      ledger.claim();
      undertaking.begin(plan);
      listener.planned(plan);
      List<Outcome> outcomes = new Applier(ipvs, waiter, how, listener).apply(plan);
      List<String> warnings = new ArrayList<>(ledger.settle(outcomes));
      warnings.addAll(undertaking.end(outcomes));
      return new ApplyReport(plan, outcomes, warnings, waiter.now().minus(start));
    } finally {
      lock.close();
    }
  }

  /**
   * Makes some objects as they are wanted and leaves all others as they are. No service begins or
   * ceases to be managed.
   *
   * @param undertaking what is wanted, and what is remembered of it
   * @param scope which changes are made; none that creates or removes a service
   * @param options how to remove
   * @param how how changes are made
   * @param listener hears about progress, on this thread
   * @return how each change ended
   * @throws LvsdException as for {@link #apply}
   */
  public ApplyReport adjust(
      Undertaking undertaking,
      Predicate<Change> scope,
      PlanOptions options,
      ApplyOptions how,
      ApplyListener listener) {
    Duration start = waiter.now();
    ApplyLock lock = lock(how.lockWait(), listener);
    try {
      Plan whole = plan(undertaking.target(), options, state.ownership().read());
      Plan plan = new Plan(whole.changes().stream().filter(scope).toList(), List.of(), List.of());
      undertaking.begin(plan);
      listener.planned(plan);
      List<Outcome> outcomes = new Applier(ipvs, waiter, how, listener).apply(plan);
      List<String> warnings = undertaking.end(outcomes);
      return new ApplyReport(plan, outcomes, warnings, waiter.now().minus(start));
    } finally {
      lock.close();
    }
  }

  /**
   * Takes the lock of apply for something that changes no table.
   *
   * @param <T> what it gives
   * @param longest how long to wait for another apply to end
   * @param work done under the lock
   * @return what {@code work} gave
   * @throws LvsdException blaming the host if another apply does not end in time
   */
  public <T> T locked(Duration longest, Supplier<T> work) {
    ApplyLock lock = lock(longest, ApplyListener.SILENT);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  private Plan plan(
      Undertaking.Target target, PlanOptions options, OwnershipStore.Remembered remembered) {
    List<VirtualService> table = ipvs.table();
    Timeouts timeouts = ipvs.timeouts();
    Plan plan = Planner.plan(target.definition(), table, timeouts, remembered.ownership(), options);
    List<String> notes = new ArrayList<>(remembered.warnings());
    notes.addAll(target.notes());
    notes.addAll(plan.notes());
    return new Plan(plan.changes(), plan.foreign(), notes);
  }

  private ApplyLock lock(Duration longest, ApplyListener listener) {
    Duration start = waiter.now();
    for (int attempt = 0; ; attempt++) {
      Optional<ApplyLock> lock = state.tryLock();
      if (lock.isPresent()) {
        return lock.get();
      }
      if (attempt == 0) {
        listener.waitingForLock(state.lockHolder());
      }
      boolean late = waiter.now().minus(start).compareTo(longest) >= 0;
      if (late || !waiter.pause(LOCK_INTERVAL)) {
        throw new LvsdException(
            Blame.HOST,
            "apply: "
                + state.lockHolder()
                + " is applying and has not ended within "
                + longest.toSeconds()
                + " s; nothing was changed, try again when it has ended");
      }
    }
  }
}
