package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.Timeouts;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.plan.Planner;
import dev.lvsd.plan.Present;
import dev.lvsd.state.OwnershipStore;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Brings a director to what a definition wants, and remembers what it manages. Belongs to one
 * thread.
 */
public final class Reconciler {
  /** What the kernel starts with. */
  private static final Timeouts KERNEL_TIMEOUTS = new Timeouts(900, 120, 300);

  private final Sites sites;
  private final StateDirectory state;
  private final Waiter waiter;

  /**
   * Works on a director; the caller closes its parts.
   *
   * @param dataPlane its table
   * @param host the rest of it
   * @param state where it is remembered what is managed
   * @param waiter how time passes
   */
  public Reconciler(DataPlane dataPlane, Host host, StateDirectory state, Waiter waiter) {
    this(whole -> new Site(dataPlane, host), state, waiter);
  }

  /**
   * Works on the director that is found when it is known what is wanted; the caller closes its
   * parts.
   *
   * @param sites finds it
   * @param state where it is remembered what is managed
   * @param waiter how time passes
   */
  public Reconciler(Sites sites, StateDirectory state, Waiter waiter) {
    this.sites = sites;
    this.state = state;
    this.waiter = waiter;
  }

  /**
   * Compares a definition with the director. Changes nothing and writes nothing.
   *
   * @param definition what is wanted
   * @param options how to remove
   * @return what {@link #apply} would do now
   * @throws LvsdException if table or host cannot be read
   */
  public Plan plan(Definition definition, PlanOptions options) {
    return plan(Undertaking.Target.of(definition), options);
  }

  /**
   * The same for a target with notes, which the plan then has too.
   *
   * @param target what is wanted
   * @param options how to remove
   * @return what {@link #apply} would do now
   * @throws LvsdException if table or host cannot be read
   */
  public Plan plan(Undertaking.Target target, PlanOptions options) {
    Site site = sites.of(target.whole());
    return look(site, target, options).plan().withNotes(ModuleReload.notes(state.reload()));
  }

  /**
   * Makes the director as the definition wants it, as far as kernel and host let it. What fails is
   * reported and does not stop the rest, unless {@code how} says so; running it again goes on where
   * this one ended, also after the process was killed. While it waits for connections to end others
   * may change the director; should something else be wanted then, it ends there.
   *
   * @param definition what is wanted
   * @param options how to remove
   * @param how how changes are made
   * @param listener hears about progress, on this thread
   * @return how each change ended
   * @throws LvsdException if another apply does not end in time, the state directory cannot be
   *     written, or table or host cannot be read; nothing was changed then
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
   */
  public ApplyReport apply(
      Undertaking undertaking, PlanOptions options, ApplyOptions how, ApplyListener listener) {
    Duration start = waiter.now();
    try (Turn turn = Turn.take(state, waiter, how.lockWait(), listener)) {
      Undertaking.Target target = undertaking.target();
      Site site = sites.of(target.whole());
      ModuleReload reload = new ModuleReload(site.dataPlane(), site.host(), state.reload());
      List<String> warnings = new ArrayList<>(reload.complete());
      Look look = look(site, target, options);
      OwnershipLedger ledger =
          new OwnershipLedger(
              target.definition(), look.ownership(), look.plan(), look.host(), state.ownership());
      ledger.claim();
      undertaking.begin(look.plan());
      site.preparation().run();
      listener.planned(look.plan());
      Pauses pauses = new Pauses(waiter, turn, undertaking);
      Applier applier = new Applier(look.plan(), site, pauses, how, listener, reload);
      List<Outcome> outcomes = applier.apply(() -> claimNewSysctls(site.host(), look, ledger));
      warnings.addAll(applier.warnings());
      if (!pauses.isSuperseded()) { // else who came after knows better what is managed
        warnings.addAll(ledger.settle(outcomes));
      }
      warnings.addAll(undertaking.end(outcomes));
      Plan plan = look.plan();
      return new ApplyReport(plan, outcomes, warnings, waiter.now().minus(start));
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
    try (Turn turn = Turn.take(state, waiter, how.lockWait(), listener)) {
      Undertaking.Target target = undertaking.target();
      Site site = sites.of(target.whole());
      ModuleReload reload = new ModuleReload(site.dataPlane(), site.host(), state.reload());
      Plan whole = look(site, target, options).plan();
      Plan plan = new Plan(whole.changes().stream().filter(scope).toList(), List.of(), List.of());
      undertaking.begin(plan);
      site.preparation().run();
      listener.planned(plan);
      Pauses pauses = new Pauses(waiter, turn, undertaking);
      Applier applier = new Applier(plan, site, pauses, how, listener, reload);
      List<Outcome> outcomes = applier.apply(() -> {});
      List<String> warnings = undertaking.end(outcomes);
      return new ApplyReport(plan, outcomes, warnings, waiter.now().minus(start));
    }
  }

  /**
   * What a plan for a definition asks of the host, to be given to {@link #digest}.
   *
   * @param definition what is wanted
   * @return the question, as of what is managed now
   */
  public HostQuestion question(Definition definition) {
    return HostWants.of(definition).question(state.ownership().read().ownership());
  }

  /**
   * What a target is applied to.
   *
   * @param target what is wanted
   * @return the director, to be given to {@link #digest}
   * @throws LvsdException if there is none that can do what is wanted
   */
  public Site site(Undertaking.Target target) {
    return sites.of(target.whole());
  }

  /**
   * A cheap look at what a plan depends on, to notice that somebody has changed it.
   *
   * @param site the director
   * @param question what is asked of the host
   * @return the same number as long as nobody changes anything, another one most probably if
   *     somebody did; see {@link Ipvs#digest()} for what need not count
   * @throws dev.lvsd.diag.LvsdException if host or data plane cannot be read
   */
  public long digest(Site site, HostQuestion question) {
    HostState found = site.host().look(question);
    if (!hasTable(site, found)) {
      return found.hashCode();
    }
    Ipvs ipvs = site.dataPlane().ipvs();
    return ipvs.digest() + 31L * found.hashCode() + 17L * ipvs.timeouts().hashCode();
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
    Turn turn = Turn.take(state, waiter, longest, ApplyListener.SILENT);
    try {
      return work.get();
    } finally {
      turn.close();
    }
  }

  /**
   * What was seen, and what follows from it.
   *
   * @param plan what to do
   * @param question what was asked of the host
   * @param host what it answered
   * @param ownership what is managed
   */
  private record Look(Plan plan, HostQuestion question, HostState host, Ownership ownership) {}

  private Look look(Site site, Undertaking.Target target, PlanOptions options) {
    OwnershipStore.Remembered remembered = state.ownership().read();
    Ownership ownership = remembered.ownership();
    HostQuestion question = HostWants.of(target.definition()).question(ownership);
    Present present = present(site, question);
    Plan plan =
        Planner.plan(target.definition(), present, ownership, options)
            .withNotes(target.notes())
            .withNotes(site.notes())
            .withNotes(remembered.warnings());
    return new Look(plan, question, present.host(), ownership);
  }

  /** A module that is not loaded has no table; asking for one would load it as it is configured. */
  private static boolean hasTable(Site site, HostState found) {
    return found.ipvs().presence() != ModulePresence.LOADABLE && site.dataPlane().isThere();
  }

  private static Present present(Site site, HostQuestion question) {
    HostState found = site.host().look(question);
    if (!hasTable(site, found)) {
      return new Present(List.of(), KERNEL_TIMEOUTS, List.of(), found);
    }
    Ipvs ipvs = site.dataPlane().ipvs();
    return new Present(ipvs.table(), ipvs.timeouts(), ipvs.syncDaemons(), found);
  }

  /** Modules that were loaded brought sysctls with them, whose values nobody knew before. */
  private static void claimNewSysctls(Host host, Look look, OwnershipLedger ledger) {
    if (!look.host().sysctls().keySet().containsAll(look.question().sysctls())) {
      ledger.claimSysctls(host.look(look.question()).sysctls());
    }
  }
}
