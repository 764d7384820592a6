package dev.lvsd.reconcile;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.state.ApplyLock;
import dev.lvsd.state.StateDirectory;
import java.time.Duration;
import java.util.Optional;

/**
 * The time in which one apply may change the director: from when it got the lock until it is
 * closed, without its own pauses. Whoever waits for connections to end leaves the director to
 * others meanwhile, so that drift is repaired and the next apply need not wait. Belongs to the
 * thread that applies.
 */
final class Turn implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final StateDirectory state;
  private final Waiter waiter;
  private final Duration longest;
  private ApplyLock lock;

  private Turn(StateDirectory state, Waiter waiter, Duration longest, ApplyLock lock) {
    this.state = state;
    this.waiter = waiter;
    this.longest = longest;
    this.lock = lock;
  }

  /**
   * Waits for the lock.
   *
   * @param longest how long, now and after each pause
   * @param listener hears that there is another
   * @throws LvsdException blaming the host if another apply does not end in time
   */
  static Turn take(StateDirectory state, Waiter waiter, Duration longest, ApplyListener listener) {
    return new Turn(
        state,
        waiter,
        longest,
        lock(
            state,
            waiter,
            longest,
            listener,
            "; nothing was changed, try again when it has ended"));
  }

  /**
   * Lets time pass while others may change the director. What was wanted before need not be wanted
   * after; see {@link Undertaking#isCurrent}.
   *
   * @param duration how much
   * @return false if there is no more waiting
   * @throws LvsdException blaming the host if the lock does not come back in time
   */
  boolean pause(Duration duration) {
    lock.close();
    boolean goesOn = waiter.pause(duration);
    lock =
        lock(
            state,
            waiter,
            longest,
            ApplyListener.SILENT,
            "; what waits for its connections to end goes with the next apply");
    return goesOn;
  }

  private static ApplyLock lock(
      StateDirectory state,
      Waiter waiter,
      Duration longest,
      ApplyListener listener,
      String consequence) {
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
      if (late || !waiter.pause(INTERVAL)) {
        throw new LvsdException(
            Blame.HOST,
            "apply: "
                + state.lockHolder()
                + " is applying and has not ended within "
                + longest.toSeconds()
                + " s"
                + consequence);
      }
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
