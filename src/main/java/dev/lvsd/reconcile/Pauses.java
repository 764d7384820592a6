package dev.lvsd.reconcile;

import java.time.Duration;

/**
 * How an apply waits: with the lock between the announcements of a VIP, without it while
 * connections end. Belongs to the thread that applies.
 */
final class Pauses {
  private final Waiter waiter;
  private final Turn turn;
  private final Undertaking undertaking;
  private boolean superseded;

  Pauses(Waiter waiter, Turn turn, Undertaking undertaking) {
    this.waiter = waiter;
    this.turn = turn;
    this.undertaking = undertaking;
  }

  /** Time, and waiting with the lock. */
  Waiter waiter() {
    return waiter;
  }

  /**
   * Waits without the lock.
   *
   * @return false if there is no more waiting
   */
  boolean forConnections(Duration duration) {
    boolean goesOn = turn.pause(duration);
    superseded = !undertaking.isCurrent();
    return goesOn;
  }

  /** Whether something else became wanted while this apply waited: it must not change any more. */
  boolean isSuperseded() {
    return superseded;
  }
}
