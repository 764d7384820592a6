package dev.lvsd.reconcile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the run has ended early; steps are then only booked as skipped. */
final class Halt {
  private @Nullable String reason;

  /** Ends the run; the first reason counts. */
  void because(String why) {
    if (reason == null) {
      reason = why;
    }
  }

  boolean isHalted() {
    return reason != null;
  }

  /** Books what is still open; to be called only when the run has ended. */
  void skip(List<? extends Step> steps, Outcomes outcomes) {
    if (reason == null) {
      throw new IllegalStateException("the run has not ended");
    }
    for (Step step : steps) {
      if (outcomes.isOpen(step)) {
        outcomes.skipped(step, reason);
      }
    }
  }
}
