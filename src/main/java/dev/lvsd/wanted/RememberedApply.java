package dev.lvsd.wanted;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.model.HistoryEntry.Result;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Overrides;
import dev.lvsd.plan.Plan;
import dev.lvsd.reconcile.Undertaking;
import dev.lvsd.state.History;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An apply that the history remembers: what is wanted from now on is written down before the first
 * change, how it ended after the last.
 */
final class RememberedApply implements Undertaking {
  private final StateDirectory state;
  private final InstantSource clock;
  private final Remark remark;
  private final Decision decision;
  private final Optional<Unconfirmed> unconfirmed;
  private final Duration atMost;
  private @Nullable Intent intent;
  private @Nullable Overrides said;
  private @Nullable Overrides overrides;
  private @Nullable Confirmation confirmation;
  private @Nullable HistoryEntry entry;

  /**
   * An apply to be.
   *
   * @param decision what is wanted from now on, from what was wanted
   * @param unconfirmed present if it must be confirmed
   * @param atMost what it takes until its end, when the time to confirm begins
   */
  RememberedApply(
      StateDirectory state,
      InstantSource clock,
      Remark remark,
      Decision decision,
      Optional<Unconfirmed> unconfirmed,
      Duration atMost) {
    this.state = state;
    this.clock = clock;
    this.remark = remark;
    this.decision = decision;
    this.unconfirmed = unconfirmed;
    this.atMost = atMost;
  }

  @Override
  public Target target() {
    Wanted wanted = Wanted.readFor(state, decision);
    Intent decided = decision.from(wanted);
    unconfirmed.ifPresent(
        u ->
            confirmation =
                new Confirmation(
                    clock.instant().plus(atMost).plus(u.within()),
                    Confirmations.fallback(state, wanted, decided)));
    intent = decided;
    said = wanted.overrides();
    // a cluster that cannot be read now may be read again, and finds its overrides then
    overrides =
        wanted.warnings().isEmpty()
            ? wanted.overrides().within(decided.whole())
            : wanted.overrides();
    return target(decided, overrides);
  }

  /** The clusters of an intent with the overrides in them. */
  static Target target(Intent intent, Overrides overrides) {
    Overrides.Merged merged = overrides.on(intent.planned());
    List<String> notes = new ArrayList<>(intent.notes());
    notes.addAll(merged.notes());
    return new Target(merged.definition(), intent.whole(), notes);
  }

  @Override
  public void begin(Plan plan) {
    unconfirmed.ifPresent(u -> u.guardian().beginning());
    entry =
        state
            .history()
            .begin(
                new History.Draft(
                    clock.instant(),
                    remark.user(),
                    remark.command(),
                    remark.reason(),
                    decided().texts(),
                    Optional.ofNullable(confirmation)));
    if (unconfirmed.isPresent() && entry.confirmation().isPresent()) {
      unconfirmed.get().guardian().begun(entry);
    }
  }

  /** No later entry, and nothing else said of a server. A confirmation changes nothing. */
  @Override
  public boolean isCurrent() {
    int newest = state.history().load().newest().map(HistoryEntry::number).orElse(0);
    return newest == begun().number() && Objects.equals(said, current());
  }

  private Overrides current() {
    return new Overrides(state.overrides().read().overrides());
  }

  @Override
  public List<String> end(List<Outcome> outcomes) {
    List<String> failures = new ArrayList<>();
    attempt(() -> state.history().finish(waiting(begun()), result(outcomes)), failures);
    Overrides left = overrides;
    if (left != null && isCurrent() && state.overrides().read().warnings().isEmpty()) {
      attempt(() -> state.overrides().write(left.all()), failures);
    }
    return failures;
  }

  /**
   * The time to confirm begins at the end. An entry that was there before keeps its own, and one
   * that was confirmed meanwhile, or taken back, waits no more.
   */
  private HistoryEntry waiting(HistoryEntry begun) {
    boolean waits =
        Confirmations.pending(state).filter(p -> p.number() == begun.number()).isPresent();
    if (!waits) {
      return begun.withConfirmation(Optional.empty());
    }
    if (unconfirmed.isEmpty() || begun.confirmation().isEmpty()) {
      return begun;
    }
    Confirmation from =
        new Confirmation(
            clock.instant().plus(unconfirmed.get().within()),
            begun.confirmation().get().fallback());
    return begun.withConfirmation(Optional.of(from));
  }

  private static Result result(List<Outcome> outcomes) {
    int done = (int) outcomes.stream().filter(Outcome.Done.class::isInstance).count();
    int waiting = (int) outcomes.stream().filter(Outcome.Draining.class::isInstance).count();
    return Result.of(done, outcomes.size() - done - waiting, waiting);
  }

  private static void attempt(Runnable write, List<String> failures) {
    try {
      write.run();
    } catch (LvsdException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private Intent decided() {
    if (intent == null) {
      throw new IllegalStateException("begun before anything was wanted");
    }
    return intent;
  }

  private HistoryEntry begun() {
    if (entry == null) {
      throw new IllegalStateException("ended before it was begun");
    }
    return entry;
  }
}
