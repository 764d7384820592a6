package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells on standard error how a long apply goes on: on a terminal in one line that is rewritten,
 * elsewhere in a line now and then. A short apply is silent. Owned by the thread that applies.
 */
final class ApplyProgress implements ApplyListener {
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long REWRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** So often the progress of one apply is looked at. */
  private static final int STEPS = 256;

  private final Terminal terminal;
  private final View view;
  private long nextNanos;
  private int shownLength;

  ApplyProgress(Terminal terminal, View view) {
    this.terminal = terminal;
    this.view = view;
  }

  @Override
  public void planned(Plan plan) {
    nextNanos = terminal.nanoTime().getAsLong() + SILENT_NANOS;
    view.applying(plan);
  }

  @Override
  public void progress(int finished, int total) {
    // a look at the clock is a part of what a change costs, where it takes a system call
    if (finished % Math.max(1, total / STEPS) != 0) {
      return;
    }
    show("applying: " + finished + " of " + total + " changes");
  }

  @Override
  public void draining(List<Outcome.Draining> waiting) {
    long active = waiting.stream().mapToLong(Outcome.Draining::activeConnections).sum();
    long inactive = waiting.stream().mapToLong(Outcome.Draining::inactiveConnections).sum();
    show(
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
    if (shownLength > 0) {
      PrintWriter err = terminal.err();
      err.print("\r" + " ".repeat(shownLength) + "\r");
      err.flush();
      shownLength = 0;
    }
  }

  private void show(String text) {
    long now = terminal.nanoTime().getAsLong();
    if (now - nextNanos < 0) {
      return;
    }
    PrintWriter err = terminal.err();
    if (terminal.errIsTerminal()) {
      err.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
      shownLength = Math.max(shownLength, text.length());
      nextNanos = now + REWRITE_NANOS;
    } else {
      err.println(text);
      nextNanos = now + LINE_NANOS;
    }
    err.flush();
  }
}
