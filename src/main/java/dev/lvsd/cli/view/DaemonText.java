package dev.lvsd.cli.view;

import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.DaemonStatus.Contended;
import dev.lvsd.model.DaemonStatus.Round;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What the daemon says of itself, for people. */
final class DaemonText {
  private final PrintWriter out;

  DaemonText(PrintWriter out) {
    this.out = out;
  }

  void status(DaemonStatus status) {
    line("daemon", "lvsd " + status.version() + ", process " + status.pid());
    line("since", status.since().truncatedTo(ChronoUnit.SECONDS).toString());
    line("data plane", status.dataPlane().isEmpty() ? "not known yet" : status.dataPlane());
    line("clusters", status.clusters().isEmpty() ? "none" : String.join(", ", status.clusters()));
    line(
        "repairs",
        status
            .paused()
            .map(
                pause ->
                    "suspended by "
                        + pause.who()
                        + pause.until().map(until -> " until " + until).orElse(""))
            .orElse("a look every " + Spans.took(status.period())));
    line("last look", status.round().map(DaemonText::sentence).orElse("none yet"));
    line(
        "so far",
        Words.count(status.rounds(), "look") + ", " + Words.count(status.repairs(), "repair"));
    line("foreign services", Integer.toString(status.foreign()));
    for (Contended contended : status.contended()) {
      line(
          "contended",
          contended.subject()
              + ", repaired "
              + contended.times()
              + " times, again at "
              + contended.next().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  void round(Round round) {
    out.println(sentence(round));
  }

  void event(DaemonEvent event) {
    out.println(
        event.time().truncatedTo(ChronoUnit.SECONDS)
            + "  "
            + event.kind().name().toLowerCase(Locale.ROOT)
            + "  "
            + (event.subject().isEmpty() ? "" : event.subject() + ": ")
            + event.text());
    out.flush();
  }

  private static String sentence(Round round) {
    String head = round.time().truncatedTo(ChronoUnit.SECONDS) + ": ";
    if (!round.problem().isEmpty()) {
      return head + round.problem();
    }
    return head
        + (round.changes() == 0 && round.pending() == 0
            ? "everything is as wanted"
            : Words.count(round.changes(), "change")
                + ", "
                + round.failures()
                + " failed, "
                + round.pending()
                + " left")
        + " ("
        + round.took().toMillis()
        + " ms)";
  }

  private void line(String name, String value) {
    out.println(name + ": " + value);
  }
}
