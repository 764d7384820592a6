package dev.lvsd.cli.view;

import dev.lvsd.remote.Finding;
import dev.lvsd.remote.ServerReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Real servers for people: a head line for each, what was done and found, and one sentence. */
final class RealServersText {
  private final PrintWriter out;

  RealServersText(PrintWriter out) {
    this.out = out;
  }

  void write(List<ServerReport> reports) {
    reports.forEach(this::report);
    if (reports.size() > 1) {
      summary(reports);
    }
  }

  private void report(ServerReport report) {
    out.println(report.host() + ": " + end(report) + " (" + cost(report) + ")");
    report.steps().forEach(step -> out.println("  " + step));
    for (Finding finding : report.findings()) {
      boolean fault = finding.severity() == Finding.Severity.FAULT;
      out.println("  " + (fault ? "fault: " : "advice: ") + finding.message());
    }
    report.failure().ifPresent(reason -> out.println("  failed: " + reason));
  }

  private static String end(ServerReport report) {
    int steps = report.steps().size();
    if (report.failure().isPresent()) {
      return "failed" + (steps == 0 ? "" : " after " + Words.count(steps, "step"));
    }
    long faults =
        report.findings().stream().filter(f -> f.severity() == Finding.Severity.FAULT).count();
    return switch (report.task()) {
      case PLAN -> steps == 0 ? "nothing to do" : Words.count(steps, "step") + " to do";
      case APPLY -> steps == 0 ? "as wanted" : "prepared in " + Words.count(steps, "step");
      case REMOVE ->
          steps == 0 ? "nothing to take back" : "taken back in " + Words.count(steps, "step");
      case CHECK -> faults == 0 ? "good" : Words.count(faults, "fault");
    };
  }

  private static String cost(ServerReport report) {
    return Words.count(report.roundTrips(), "round trip") + ", " + Spans.took(report.took());
  }

  private void summary(List<ServerReport> reports) {
    long failed = reports.stream().filter(report -> report.failure().isPresent()).count();
    long faulty = reports.stream().filter(r -> r.failure().isEmpty() && !r.isGood()).count();
    int trips = reports.stream().mapToInt(ServerReport::roundTrips).sum();
    Duration longest =
        reports.stream().map(ServerReport::took).max(Duration::compareTo).orElse(Duration.ZERO);
    out.println(
        "%s: %d good, %d faulty, %d failed; %s, the slowest took %s."
            .formatted(
                Words.count(reports.size(), "real server"),
                reports.size() - failed - faulty,
                faulty,
                failed,
                Words.count(trips, "round trip"),
                Spans.took(longest)));
  }
}
