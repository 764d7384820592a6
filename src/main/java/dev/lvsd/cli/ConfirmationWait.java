package dev.lvsd.cli;

import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The end of {@code lvsctl apply --confirm-within}: waits for somebody to confirm, and goes back if
 * nobody does. Speaks on standard error, since the answer of the command is given already.
 */
final class ConfirmationWait {
  private final CommandContext context;
  private final HistoryOperations history;

  ConfirmationWait(CommandContext context, HistoryOperations history) {
    this.context = context;
    this.history = history;
  }

  /** Gives the exit code: done only if it was confirmed. */
  int run(Operations.ApplyRequest request, ApplyReport report) {
    Optional<HistoryEntry> unconfirmed = history.unconfirmed();
    PrintWriter err = context.terminal().err();
    if (unconfirmed.isEmpty()) {
      err.println("There is nothing to confirm: this was wanted already.");
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
    HistoryEntry entry = unconfirmed.get();
    int fallback = entry.confirmation().map(Confirmation::fallback).orElse(0);
    if (entry.confirmation().isPresent()) {
      err.println(
          "Keep it with 'lvsctl confirm' from another terminal; otherwise, and when this command"
              + " is interrupted, lvsd goes back to "
              + name(fallback)
              + ". Connections that were cut do not come back.");
    }
    Optional<ApplyReport> reverted = await(entry, request);
    if (reverted.isPresent()) {
      return reverted(fallback, reverted.get());
    }
    HistoryEntry now = history.version(entry.number()).entry();
    if (now.confirmation().isEmpty()) {
      err.println("Confirmed.");
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
    err.println("Not confirmed; see lvsctl history.");
    return ExitCodes.FAILED;
  }

  private Optional<ApplyReport> await(HistoryEntry entry, Operations.ApplyRequest request) {
    HistoryOperations.Going going =
        new HistoryOperations.Going(
            request.plan().now(),
            request.drainWait(),
            request.drainDeadline(),
            new Operations.Remark("revert", "entry " + entry.number() + " was not confirmed"));
    ProgressLine line = new ProgressLine(context.terminal());
    try {
      return history.awaitConfirmation(
          entry,
          going,
          left -> line.show("waiting for 'lvsctl confirm', " + left.toSeconds() + " s left"),
          ApplyListener.SILENT);
    } finally {
      line.end();
    }
  }

  private int reverted(int fallback, ApplyReport report) {
    PrintWriter err = context.terminal().err();
    err.println(
        "Not confirmed: went back to "
            + name(fallback)
            + (report.hasFailures() ? ", but not everything worked; see lvsctl history." : "."));
    return ExitCodes.FAILED;
  }

  private static String name(int fallback) {
    return fallback == 0 ? "nothing being wanted" : "history entry " + fallback;
  }
}
