package dev.lvsd.reconcile;

import java.time.Duration;

/** Time, as far as reconciling needs it; tests let it pass without waiting. */
public interface Waiter {
  /** The time of this machine. */
  Waiter SYSTEM =
      new Waiter() {
        @Override
        public Duration now() {
          return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public boolean pause(Duration duration) {
          try {
            Thread.sleep(duration.toMillis());
            return true;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
          }
        }
      };

  /**
   * The time since an arbitrary moment; never goes backwards.
   *
   * @return useful only as a difference of two
   */
  Duration now();

  /**
   * Lets time pass.
   *
   * @param duration how much
   * @return false if the thread was interrupted, which it then still is: stop waiting
   */
  boolean pause(Duration duration);
}
