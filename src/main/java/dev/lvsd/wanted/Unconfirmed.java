package dev.lvsd.wanted;

import dev.lvsd.model.HistoryEntry;
import java.time.Duration;

/**
 * An apply that must be confirmed.
 *
 * @param within how long after its end
 * @param guardian looks after it
 */
public record Unconfirmed(Duration within, Guardian guardian) {
  /** Looks after an apply that must be confirmed. Called under the lock of apply. */
  public interface Guardian {
    /**
     * It is about to begin.
     *
     * @throws dev.lvsd.diag.LvsdException if it must not; nothing is then changed
     */
    void beginning();

    /**
     * It has begun: from now on somebody must confirm it.
     *
     * @param entry its entry in the history
     */
    void begun(HistoryEntry entry);
  }
}
