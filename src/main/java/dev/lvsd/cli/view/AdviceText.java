package dev.lvsd.cli.view;

import static dev.lvsd.cli.view.Column.text;

import dev.lvsd.advise.Chains;
import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.HostFinding;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SchedulerAdvice;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.advise.Verdict;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.TableGeometry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Advice and findings for people. */
final class AdviceText {
  private final PrintWriter out;
  private final Paint paint;
  private final boolean wide;

  AdviceText(PrintWriter out, Paint paint, boolean wide) {
    this.out = out;
    this.paint = paint;
    this.wide = wide;
  }

  void connTable(ConnTableAdvice advice) {
    ConnTableAdvice.Kernel kernel = advice.kernel();
    TableGeometry geometry = kernel.geometry();
    Chains chains = advice.chains();
    line(
        "load",
        Words.count(advice.load().connections(), "connection")
            + (advice.load().templates() > 0
                ? " and " + Words.count(advice.load().templates(), "template")
                : "")
            + " ("
            + advice.load().origin()
            + ")");
    line(
        "kernel",
        kernel.release()
            + ", takes conn_tab_bits "
            + geometry.smallestBits()
            + " to "
            + geometry.largestBits()
            + (geometry.growing() ? "; tables grow by themselves, up to it" : ""));
    line("advice", "conn_tab_bits=" + advice.bits());
    line(
        "table",
        Words.count(advice.buckets(), "bucket") + ", " + Numbers.bytes(advice.tableBytes()));
    line(
        "entries",
        Numbers.bytes(advice.entryBytes())
            + ", "
            + geometry.slab().objectBytes()
            + " bytes each"
            + (geometry.measured() ? ", measured" : ""));
    line(
        "look-up",
        String.format(
            Locale.ROOT,
            "chains of %.2f entries, the longest about %d; compares %.2f for a known connection,"
                + " %.2f for a new one",
            chains.mean(),
            chains.longest(),
            chains.comparedWhenFound(),
            chains.comparedWhenNew()));
    for (ConnTableAdvice.Check check : advice.checks()) {
      out.println(mark(check.holds() ? Verdict.OK : Verdict.PROBLEM) + " " + check.text());
    }
  }

  void schedulers(List<SchedulerAdvice> schedulers, Map<String, ModulePresence> modules) {
    List<Column> columns = new ArrayList<>(List.of(text("SCHEDULER"), text("HERE"), text("SUITS")));
    if (wide) {
      columns.addAll(List.of(text("PICKS"), text("SINCE"), text("KNOW")));
    }
    Table table = new Table(out, columns, Integer.MAX_VALUE);
    for (SchedulerAdvice each : schedulers) {
      ModulePresence presence = modules.getOrDefault(each.module(), ModulePresence.ABSENT);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  each.scheduler().name(),
                  presence == ModulePresence.ABSENT ? "no" : "yes",
                  each.suits()));
      if (wide) {
        cells.addAll(List.of(each.picks(), each.since(), each.caution()));
      }
      table.row(cells);
    }
    table.write();
  }

  void sysctls(List<SysctlAdvice> settings) {
    for (SysctlAdvice each : settings) {
      boolean good = each.verdict() == Verdict.OK;
      out.println(
          mark(each.verdict())
              + " "
              + each.name()
              + " = "
              + each.present().orElse("(cannot be read)")
              + (good ? "" : "; better: " + each.wanted()));
      out.println("    " + each.reason());
    }
  }

  void host(HostReport report) {
    for (HostFinding finding : report.findings()) {
      boolean good = finding.verdict() == Verdict.OK;
      out.println(mark(finding.verdict()) + " " + finding.subject() + ": " + finding.state());
      if (!finding.reason().isEmpty() && (wide || !good)) {
        out.println("    " + finding.reason());
      }
      if (!finding.next().isEmpty()) {
        out.println("    next: " + finding.next());
      }
    }
    out.println(
        Words.count(report.count(Verdict.PROBLEM), "problem")
            + ", "
            + report.count(Verdict.CONSIDER)
            + " to consider, "
            + report.count(Verdict.OK)
            + " ok.");
  }

  private String mark(Verdict verdict) {
    return switch (verdict) {
      case OK -> paint.in(Paint.Hue.ADD, "ok      ");
      case CONSIDER -> paint.in(Paint.Hue.CHANGE, "consider");
      case PROBLEM -> paint.in(Paint.Hue.REMOVE, "problem ");
      case UNKNOWN -> "unknown ";
    };
  }

  private void line(String name, String value) {
    out.println(name + ": " + value);
  }
}
