package dev.lvsd.app;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.wanted.Confirmations;
import dev.lvsd.wanted.Manner;
import dev.lvsd.wanted.NothingPendingException;
import dev.lvsd.wanted.Remark;
import dev.lvsd.wanted.Unconfirmed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Goes back when this process ends by a signal while its apply waits for a confirmation: the
 * terminal was closed, perhaps because what was applied cut it off, or somebody pressed Ctrl-C, and
 * nobody is left to wait. Without a process of its own, as in the daemon, it only remembers the
 * entry.
 *
 * <p>The virtual machine runs {@link #revert} on a thread of its own, while the command goes on.
 * Either the apply has the lock first, and its changes are waited for, or it sees that it must not
 * begin. One that waits for connections to end sees that something else is wanted.
 */
final class RevertAtExit implements Unconfirmed.Guardian, AutoCloseable {
  private final StateDirectory state;
  private final Means means;
  private final Caller caller;
  private final Manner manner;
  private final Thread atExit = new Thread(this::revert, "revert");
  private volatile boolean exiting;
  private volatile int entry;

  /**
   * Watches from now on.
   *
   * @param means opens another way to the director, for another thread
   * @param options how to remove
   */
  RevertAtExit(StateDirectory state, Means means, Caller caller, PlanOptions options) {
    this.state = state;
    this.means = means;
    this.caller = caller;
    Remark remark = new Remark(caller.user(), "revert", "interrupted before it was confirmed");
    ApplyOptions atOnce =
        new ApplyOptions(false, Duration.ZERO, Optional.empty(), ApplyOptions.DEFAULT.lockWait());
    this.manner = new Manner(options, atOnce, remark);
    if (caller.foreground()) {
      Runtime.getRuntime().addShutdownHook(atExit);
    }
  }

  @Override
  public void beginning() {
    if (exiting) {
      throw new LvsdException(Blame.USER, "apply: interrupted; nothing was changed");
    }
  }

  @Override
  public void begun(HistoryEntry unconfirmed) {
    entry = unconfirmed.number();
  }

  /** The entry that must be confirmed, or was; empty if there was nothing to confirm. */
  Optional<Integer> entry() {
    return entry == 0 ? Optional.empty() : Optional.of(entry);
  }

  private void revert() {
    exiting = true;
    try (Directors directors = new Directors(means, state)) {
      Reconciler reconciler = new Reconciler(directors, state, caller.waiter());
      int begun = reconciler.locked(ApplyOptions.DEFAULT.lockWait(), () -> entry);
      if (begun != 0) {
        new Confirmations(state, reconciler, InstantSource.system())
            .revert(begun, manner, ApplyListener.SILENT);
        System.err.println("Interrupted before it was confirmed: went back.");
      }
    } catch (NothingPendingException e) {
      return; // it was just confirmed or reverted
    } catch (LvsdException e) {
      System.err.println("lvsctl: error: " + e.getMessage());
    }
  }

  /** Nothing is to be taken back any more. */
  @Override
  public void close() {
    if (!caller.foreground()) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // it runs already
    }
  }
}
