package dev.lvsd.wanted;

import dev.lvsd.config.ClusterDocument;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.Managed;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.reconcile.Undertaking;
import dev.lvsd.state.StateDirectory;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Changes what is wanted, and the table with it. Belongs to the thread of its {@link Reconciler}.
 */
public final class Applies {
  private static final String WENT_BACK =
      "an earlier apply was not confirmed in time: went back to what was wanted before it, first";

  private final StateDirectory state;
  private final Reconciler reconciler;
  private final InstantSource clock;

  /**
   * Works with a reconciler.
   *
   * @param state where what is wanted is remembered; that of the reconciler
   * @param reconciler changes the table
   * @param clock wall clock
   */
  public Applies(StateDirectory state, Reconciler reconciler, InstantSource clock) {
    this.state = state;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * What {@link #apply} would do now.
   *
   * @param documents the clusters to look at
   * @param options how to remove
   * @return the plan
   */
  public Plan plan(List<ClusterDocument> documents, PlanOptions options) {
    return plan(new Replacement(documents), options);
  }

  /**
   * Makes clusters as their documents say. Clusters that were applied earlier stay wanted.
   *
   * @param documents the clusters to change
   * @param manner how
   * @param unconfirmed present if it is taken back unless {@link Confirmations#confirm} comes
   * @param listener hears about progress
   * @return how each change ended
   * @throws LvsdException if an earlier apply waits for its confirmation, or the clusters do not go
   *     together with those that are wanted; nothing was changed then
   */
  public ApplyReport apply(
      List<ClusterDocument> documents,
      Manner manner,
      Optional<Unconfirmed> unconfirmed,
      ApplyListener listener) {
    return run(manner, listener, new Replacement(documents), unconfirmed);
  }

  /**
   * What {@link #rollback} would do now.
   *
   * @param number of an entry of the history
   * @param options how to remove
   * @return the plan
   */
  public Plan planRollback(int number, PlanOptions options) {
    SortedMap<String, String> texts = texts(number);
    return plan(wanted -> Intent.rollback(number, texts, wanted), options);
  }

  /**
   * Wants again what an earlier entry wanted, all of it and nothing else.
   *
   * @param number of an entry of the history
   * @param manner how
   * @param listener hears about progress
   * @return how each change ended
   * @throws LvsdException if there is no such entry, or it cannot be read
   */
  public ApplyReport rollback(int number, Manner manner, ApplyListener listener) {
    SortedMap<String, String> texts = texts(number);
    return run(
        manner, listener, wanted -> Intent.rollback(number, texts, wanted), Optional.empty());
  }

  /**
   * What {@link #remove} would do now.
   *
   * @param cluster name of a wanted cluster
   * @param options how to remove
   * @return the plan
   */
  public Plan planRemoval(String cluster, PlanOptions options) {
    return plan(wanted -> removal(cluster, wanted), options);
  }

  /**
   * Wants a cluster no longer: its services go.
   *
   * @param cluster name of a wanted cluster
   * @param manner how
   * @param listener hears about progress
   * @return how each change ended
   * @throws LvsdException blaming the user if no such cluster was applied
   */
  public ApplyReport remove(String cluster, Manner manner, ApplyListener listener) {
    return run(manner, listener, wanted -> removal(cluster, wanted), Optional.empty());
  }

  /**
   * Makes the table as it is wanted already. Nothing is remembered of it.
   *
   * @param manner how; its remark is not used
   * @param listener hears about progress
   * @return how each change ended
   */
  public ApplyReport restore(Manner manner, ApplyListener listener) {
    Undertaking whatIsWanted =
        new Undertaking() {
          @Override
          public Target target() {
            return Wanted.read(state).target();
          }

          @Override
          public void begin(Plan plan) {}

          @Override
          public List<String> end(List<Outcome> outcomes) {
            return List.of();
          }
        };
    return reconciler.apply(whatIsWanted, manner.options(), manner.how(), listener);
  }

  private Plan plan(Decision decision, PlanOptions options) {
    Wanted wanted = Wanted.readFor(state, decision);
    Intent intent = decision.from(wanted);
    return reconciler
        .plan(RememberedApply.target(intent, wanted.overrides().within(intent.whole())), options)
        .withNotes(Confirmations.note(state, clock.instant()).stream().toList());
  }

  private ApplyReport run(
      Manner manner, ApplyListener listener, Decision decision, Optional<Unconfirmed> unconfirmed) {
    Undertaking apply =
        new RememberedApply(
            state,
            clock,
            manner.remark(),
            new OnNothingPending(state, clock, decision),
            unconfirmed,
            manner.how().drainDeadline().orElse(manner.how().drainWait()));
    Optional<ApplyReport> back =
        new Confirmations(state, reconciler, clock).revertIfDue(ApplyListener.SILENT);
    ApplyReport report = reconciler.apply(apply, manner.options(), manner.how(), listener);
    return back.isPresent() ? report.withWarning(WENT_BACK) : report;
  }

  /** Clusters as these documents say, instead of as they were. */
  private record Replacement(List<ClusterDocument> documents) implements Decision {
    @Override
    public Intent from(Wanted wanted) {
      return Intent.apply(documents, wanted);
    }

    @Override
    public Set<String> replaced() {
      return documents.stream()
          .map(document -> document.cluster().name())
          .collect(Collectors.toSet());
    }
  }

  private record OnNothingPending(StateDirectory state, InstantSource clock, Decision decision)
      implements Decision {
    @Override
    public Intent from(Wanted wanted) {
      Confirmations.refuseIfPending(state, clock.instant());
      return decision.from(wanted);
    }

    @Override
    public Set<String> replaced() {
      return decision.replaced();
    }
  }

  private SortedMap<String, String> texts(int number) {
    HistoryEntry entry =
        state
            .history()
            .load()
            .entry(number)
            .orElseThrow(
                () ->
                    new LvsdException(
                        Blame.USER,
                        "there is no entry " + number + " in the history; see lvsctl history"));
    return state.history().texts(entry);
  }

  private Intent removal(String cluster, Wanted wanted) {
    Set<String> known = new TreeSet<>(wanted.texts().keySet());
    state
        .ownership()
        .read()
        .ownership()
        .byCluster()
        .forEach(
            (name, managed) -> {
              if (!managed.equals(Managed.NOTHING)) {
                known.add(name);
              }
            });
    if (!known.contains(cluster)) {
      throw new LvsdException(
          Blame.USER,
          "no cluster "
              + cluster
              + " was applied"
              + (known.isEmpty() ? "" : "; there is " + String.join(", ", known)));
    }
    return Intent.remove(cluster, wanted);
  }
}
