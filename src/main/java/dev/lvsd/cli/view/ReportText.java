package dev.lvsd.cli.view;

import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import java.io.PrintWriter;

/** The end of an apply for people: what did not work, what still waits, and one sentence. */
final class ReportText {
  private final PrintWriter out;
  private final PrintWriter err;

  ReportText(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void write(ApplyReport report) {
    report.outcomes().forEach(this::outcome);
    report.warnings().forEach(warning -> err.println("warning: " + warning));
    if (!report.outcomes().isEmpty()) {
      out.println(sentence(report));
    }
    if (report.isDraining()) {
      out.println(
          "What waits is quiesced; apply again later to remove it, or with --now to cut its"
              + " connections.");
    }
    if (report.hasFailures()) {
      out.println("Apply again when the reason is mended; what is done stays done.");
    }
  }

  private void outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      err.println("failed: " + failed.reason());
    } else if (outcome instanceof Outcome.Skipped skipped) {
      err.println("skipped: " + Subject.of(skipped.change()) + ": " + skipped.reason());
    } else if (outcome instanceof Outcome.Draining draining) {
      out.println(
          "waiting: "
              + Subject.of(draining.change())
              + ": "
              + Words.connections(draining.activeConnections(), draining.inactiveConnections()));
    }
  }

  /** {@code Applied 3 of 6 changes in 0.40 s: 1 failed, 1 skipped, 1 waiting.}. */
  private static String sentence(ApplyReport report) {
    OutcomeCounts counts = OutcomeCounts.of(report.outcomes());
    int total = report.outcomes().size();
    StringBuilder text = new StringBuilder("Applied ");
    text.append(counts.done() == total ? "" : counts.done() + " of ");
    text.append(Words.count(total, "change")).append(" in ").append(Spans.took(report.took()));
    String separator = ": ";
    separator = rest(text, separator, counts.failed(), "failed");
    separator = rest(text, separator, counts.skipped(), "skipped");
    rest(text, separator, counts.draining(), "waiting");
    return text.append('.').toString();
  }

  private static String rest(StringBuilder text, String separator, int count, String word) {
    if (count == 0) {
      return separator;
    }
    text.append(separator).append(count).append(' ').append(word);
    return ", ";
  }
}
