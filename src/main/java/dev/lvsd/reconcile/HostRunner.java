package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import java.util.List;

/** Gives steps to the host, one after the other, and books how they ended. */
final class HostRunner {
  private final Host host;
  private final boolean failFast;
  private final Halt halt;
  private final Outcomes outcomes;

  HostRunner(Host host, boolean failFast, Halt halt, Outcomes outcomes) {
    this.host = host;
    this.failFast = failFast;
    this.halt = halt;
    this.outcomes = outcomes;
  }

  /** Every step has an outcome afterwards. */
  void run(List<Step.OfHost> steps) {
    for (Step.OfHost step : steps) {
      if (halt.isHalted()) {
        halt.skip(List.of(step), outcomes);
      } else {
        attempt(step, () -> host.execute(step.command()), step.command().describe());
      }
    }
  }

  /** Makes one change, whatever it takes. */
  void attempt(Step step, Runnable change, String description) {
    try {
      change.run();
      outcomes.done(step);
    } catch (LvsdException e) {
      outcomes.failed(step, String.valueOf(e.getMessage()));
      if (failFast) {
        halt.because("not tried, because an earlier change failed: " + description);
      }
    }
  }
}
