package dev.lvsd.app;

import dev.lvsd.cli.HistoryOperations;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.state.History;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.wanted.Applies;
import dev.lvsd.wanted.Confirmations;
import dev.lvsd.wanted.Manner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The history of this machine's state directory. Owned by one thread. */
final class LocalHistory implements HistoryOperations {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final StateDirectory state;
  private final Supplier<Reconciler> reconciler;
  private final Supplier<Optional<Integer>> unconfirmed;
  private final Caller caller;

  /**
   * Works with a reconciler.
   *
   * @param unconfirmed the entry that an apply of this caller made and that must be confirmed
   */
  LocalHistory(
      StateDirectory state,
      Supplier<Reconciler> reconciler,
      Supplier<Optional<Integer>> unconfirmed,
      Caller caller) {
    this.state = state;
    this.reconciler = reconciler;
    this.unconfirmed = unconfirmed;
    this.caller = caller;
  }

  @Override
  public Listing list() {
    History.Loaded loaded = state.history().load();
    return new Listing(loaded.entries(), loaded.warnings());
  }

  @Override
  public Version version(int number) {
    History history = state.history();
    History.Loaded loaded = history.load();
    HistoryEntry entry =
        (number == 0 ? loaded.newest() : loaded.entry(number))
            .orElseThrow(
                () ->
                    new LvsdException(
                        Blame.USER,
                        number == 0
                            ? "nothing was applied yet"
                            : "there is no entry "
                                + number
                                + " in the history; see lvsctl history"));
    return new Version(entry, history.texts(entry));
  }

  @Override
  public Plan planRollback(int number, Going going) {
    return applies().planRollback(number, options(going));
  }

  @Override
  public ApplyReport rollback(int number, Going going, ApplyListener listener) {
    return applies().rollback(number, manner(going), listener);
  }

  @Override
  public Plan planRemoval(String cluster, Going going) {
    return applies().planRemoval(cluster, options(going));
  }

  @Override
  public ApplyReport remove(String cluster, Going going, ApplyListener listener) {
    return applies().remove(cluster, manner(going), listener);
  }

  @Override
  public Optional<HistoryEntry> unconfirmed() {
    return unconfirmed.get().flatMap(number -> state.history().load().entry(number));
  }

  @Override
  public HistoryEntry confirm() {
    return confirmations().confirm();
  }

  @Override
  public ApplyReport revert(Going going, ApplyListener listener) {
    return confirmations().revert(manner(going), listener);
  }

  @Override
  public Optional<ApplyReport> awaitConfirmation(
      HistoryEntry entry, Going going, Consumer<Duration> left, ApplyListener listener) {
    Confirmations confirmations = confirmations();
    while (true) {
      Optional<Confirmation> waiting =
          Confirmations.pending(state)
              .filter(newest -> newest.number() == entry.number())
              .flatMap(HistoryEntry::confirmation);
      if (waiting.isEmpty()) {
        return Optional.empty();
      }
      Duration until = Duration.between(InstantSource.system().instant(), waiting.get().deadline());
      if (until.isNegative() || until.isZero()) {
        return confirmations.revertIfDue(manner(going), listener);
      }
      left.accept(until);
      if (!caller.waiter().pause(until.compareTo(LOOK) < 0 ? until.plusMillis(1) : LOOK)) {
        return Optional.empty();
      }
    }
  }

  private Applies applies() {
    return new Applies(state, reconciler.get(), InstantSource.system());
  }

  private Confirmations confirmations() {
    return new Confirmations(state, reconciler.get(), InstantSource.system());
  }

  private static PlanOptions options(Going going) {
    return new PlanOptions(false, going.now(), false);
  }

  private Manner manner(Going going) {
    ApplyOptions how =
        new ApplyOptions(
            false, going.drainWait(), going.drainDeadline(), ApplyOptions.DEFAULT.lockWait());
    return new Manner(options(going), how, caller.remark(going.remark()));
  }
}
