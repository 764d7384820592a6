package dev.lvsd.wanted;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Ownership;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.state.History;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Applies that hold only until a deadline unless somebody confirms them. What waits is an entry of
 * the history, so it outlives the process that made it: whoever looks first after the deadline goes
 * back. Belongs to the thread of its {@link Reconciler}.
 */
public final class Confirmations {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

  /** What has connections still stays quiesced, for whoever looks next. */
  private static final Manner IN_PASSING =
      new Manner(
          PlanOptions.GENTLE,
          new ApplyOptions(false, Duration.ZERO, Optional.empty(), Duration.ofSeconds(5)),
          new Remark("lvsd", "revert", "nobody confirmed in time"));

  private final StateDirectory state;
  private final Reconciler reconciler;
  private final InstantSource clock;

  /**
   * Works with a reconciler.
   *
   * @param state where the history is; that of the reconciler
   * @param reconciler changes the table
   * @param clock wall clock
   */
  public Confirmations(StateDirectory state, Reconciler reconciler, InstantSource clock) {
    this.state = state;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * The apply that waits for its confirmation.
   *
   * @param state where the history is
   * @return its entry; empty if none waits
   */
  public static Optional<HistoryEntry> pending(StateDirectory state) {
    return state.history().load().newest().filter(entry -> entry.confirmation().isPresent());
  }

  /**
   * When lvsd goes back by itself.
   *
   * @return by the wall clock, perhaps in the past; empty if nothing waits
   */
  public Optional<Instant> deadline() {
    return pending(state).flatMap(HistoryEntry::confirmation).map(Confirmation::deadline);
  }

  /**
   * What was applied stays.
   *
   * @return its entry
   * @throws NothingPendingException if nothing waits
   */
  public HistoryEntry confirm() {
    return reconciler.locked(
        LOCK_WAIT,
        () -> {
          HistoryEntry entry =
              pending(state)
                  .orElseThrow(NothingPendingException::new)
                  .withConfirmation(Optional.empty());
          state.history().replace(entry);
          return entry;
        });
  }

  /**
   * Goes back to what was wanted before the apply that waits.
   *
   * @param manner how
   * @param listener hears about progress
   * @return how each change ended
   * @throws NothingPendingException if nothing waits
   */
  public ApplyReport revert(Manner manner, ApplyListener listener) {
    return revert(entry -> true, manner, listener);
  }

  /**
   * Goes back to what was wanted before an apply, if that still waits.
   *
   * @param number of its entry in the history
   * @param manner how
   * @param listener hears about progress
   * @return how each change ended
   * @throws NothingPendingException if it does not wait
   */
  public ApplyReport revert(int number, Manner manner, ApplyListener listener) {
    return revert(entry -> entry.number() == number, manner, listener);
  }

  /**
   * Goes back if the deadline has passed; to be called at start, and now and then.
   *
   * @param manner how
   * @param listener hears about progress
   * @return how each change ended; empty if it is not time, or nothing waits
   */
  public Optional<ApplyReport> revertIfDue(Manner manner, ApplyListener listener) {
    Instant now = clock.instant();
    if (pending(state).filter(entry -> isDue(entry, now)).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(revert(entry -> isDue(entry, now), manner, listener));
    } catch (NothingPendingException e) {
      return Optional.empty(); // somebody confirmed or reverted meanwhile
    }
  }

  /**
   * The same without waiting for connections to end, for whoever comes by.
   *
   * @param listener hears about progress
   * @return how each change ended; empty if it is not time, or nothing waits
   */
  public Optional<ApplyReport> revertIfDue(ApplyListener listener) {
    return revertIfDue(IN_PASSING, listener);
  }

  /**
   * What whoever looks at the director should know.
   *
   * @param state where the history is
   * @param now by the wall clock
   * @return a sentence; empty if nothing waits
   */
  public static Optional<String> note(StateDirectory state, Instant now) {
    return pending(state)
        .map(
            entry ->
                isDue(entry, now)
                    ? "history entry "
                        + entry.number()
                        + " was not confirmed in time: lvsctl confirm keeps it all the same, lvsctl"
                        + " revert goes back now, lvsd or the next apply goes back first"
                    : "history entry "
                        + entry.number()
                        + " waits for its confirmation"
                        + entry.confirmation().map(c -> " until " + seconds(c)).orElse("")
                        + ", and nothing else is applied: lvsctl confirm keeps it, lvsctl revert"
                        + " goes back");
  }

  private static Instant seconds(Confirmation confirmation) {
    return confirmation.deadline().truncatedTo(ChronoUnit.SECONDS);
  }

  private static boolean isDue(HistoryEntry entry, Instant now) {
    return entry.confirmation().filter(waiting -> !waiting.deadline().isAfter(now)).isPresent();
  }

  private ApplyReport revert(Predicate<HistoryEntry> which, Manner manner, ApplyListener listener) {
    RememberedApply back =
        new RememberedApply(
            state,
            clock,
            manner.remark(),
            wanted -> back(wanted, which),
            Optional.empty(),
            Duration.ZERO);
    return reconciler.apply(back, manner.options(), manner.how(), listener);
  }

  private Intent back(Wanted wanted, Predicate<HistoryEntry> which) {
    int fallback =
        pending(state)
            .filter(which)
            .flatMap(HistoryEntry::confirmation)
            .map(Confirmation::fallback)
            .orElseThrow(NothingPendingException::new);
    return Intent.rollback(fallback, texts(fallback), wanted);
  }

  private SortedMap<String, String> texts(int number) {
    if (number == 0) {
      return new TreeMap<>();
    }
    History history = state.history();
    HistoryEntry entry =
        history
            .load()
            .entry(number)
            .orElseThrow(
                () ->
                    new LvsdException(
                        Blame.HOST,
                        "revert to history entry "
                            + number
                            + ": it is gone; choose another with lvsctl confirm and lvsctl"
                            + " rollback"));
    return history.texts(entry);
  }

  /** Nobody knows what an apply on top of an unconfirmed one would have to go back to. */
  static void refuseIfPending(StateDirectory state, Instant now) {
    note(state, now)
        .ifPresent(
            note -> {
              throw new LvsdException(Blame.USER, "nothing was changed: " + note);
            });
  }

  /** The entry to go back to. */
  static int fallback(StateDirectory state, Wanted wanted, Intent intent) {
    Ownership ownership = state.ownership().read().ownership();
    boolean unknown =
        intent.planned().clusters().stream()
            .anyMatch(
                cluster ->
                    !wanted.texts().containsKey(cluster.name())
                        && !ownership.of(cluster.name()).equals(Managed.NOTHING));
    if (unknown) {
      throw new LvsdException(
          Blame.USER,
          "apply --confirm-within: what these clusters were before is not in the history, so there"
              + " is nothing to go back to; nothing was changed: apply once without it");
    }
    return wanted.entry();
  }
}
