package dev.lvsd.app;

import dev.lvsd.cli.HistoryOperations;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.DataPlane;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.state.History;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.wanted.Applies;
import dev.lvsd.wanted.Confirmations;
import dev.lvsd.wanted.Manner;
import dev.lvsd.wanted.NothingPendingException;
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
  private final Supplier<? extends Ipvs> dataPlane;
  private final Supplier<? extends Host> host;
  private final Caller caller;

  /**
   * Works with a reconciler.
   *
   * @param dataPlane opens another way to the data plane of the reconciler, for another thread
   * @param host the same for its host
   */
  LocalHistory(
      StateDirectory state,
      Supplier<Reconciler> reconciler,
      Supplier<? extends Ipvs> dataPlane,
      Supplier<? extends Host> host,
      Caller caller) {
    this.state = state;
    this.reconciler = reconciler;
    this.dataPlane = dataPlane;
    this.host = host;
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
  public Optional<HistoryEntry> pending() {
    return Confirmations.pending(state);
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
    if (!caller.foreground()) {
      return awaitEnd(entry, going, left, listener);
    }
    Thread atExit = new Thread(() -> revertAtExit(going), "revert");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      return awaitEnd(entry, going, left, listener);
    } finally {
      forget(atExit);
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // it runs already
    }
  }

  /**
   * The terminal was closed, perhaps because what was applied cut it off, or somebody pressed
   * Ctrl-C. Nobody is left to wait.
   */
  private void revertAtExit(Going going) {
    Going atOnce = new Going(going.now(), Duration.ZERO, going.drainDeadline(), going.remark());
    try (DataPlane ownPlane = new DataPlane(dataPlane);
        Host ownHost = host.get()) {
      Reconciler own = new Reconciler(ownPlane, ownHost, state, caller.waiter());
      new Confirmations(state, own, InstantSource.system())
          .revert(manner(atOnce), ApplyListener.SILENT);
      System.err.println("Interrupted before it was confirmed: went back.");
    } catch (NothingPendingException e) {
      return; // it was just confirmed or reverted
    } catch (LvsdException e) {
      System.err.println("lvsctl: error: " + e.getMessage());
    }
  }

  private Optional<ApplyReport> awaitEnd(
      HistoryEntry entry, Going going, Consumer<Duration> left, ApplyListener listener) {
    Confirmations confirmations = confirmations();
    while (true) {
      Optional<Confirmation> waiting =
          pending()
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
