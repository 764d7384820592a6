package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.util.List;

/** Tells how a long apply goes on. A short apply is silent. Owned by the thread that applies. */
final class ApplyProgress implements ApplyListener {
  /** So often the progress of one apply is looked at. */
  private static final int STEPS = 256;

  private final View view;
  private final ProgressLine line;

  ApplyProgress(Terminal terminal, View view) {
    this.view = view;
    this.line = new ProgressLine(terminal);
  }

  @Override
  public void planned(Plan plan) {
    line.begin();
    view.applying(plan);
  }

  @Override
  public void progress(int finished, int total) {
    // a look at the clock is a part of what a change costs, where it takes a system call
    if (finished % Math.max(1, total / STEPS) != 0) {
      return;
    }
    line.show("applying: " + finished + " of " + total + " changes");
  }

  @Override
  public void draining(List<Outcome.Draining> waiting) {
    long active = waiting.stream().mapToLong(Outcome.Draining::activeConnections).sum();
    long inactive = waiting.stream().mapToLong(Outcome.Draining::inactiveConnections).sum();
    line.show(
        "waiting for "
            + (active + inactive)
            + " connections of "
            + waiting.size()
            + (waiting.size() == 1 ? " removal" : " removals")
            + " to end ("
            + active
            + " active)");
  }

  /** Clears the line that is rewritten, so that what follows stands alone. */
  void end() {
    line.end();
  }
}
