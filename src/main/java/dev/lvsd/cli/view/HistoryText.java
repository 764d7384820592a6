package dev.lvsd.cli.view;

import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import dev.lvsd.model.HistoryEntry.Result;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The history for people; times are those of this machine. */
final class HistoryText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean wide;
  private final ZoneId zone;

  HistoryText(PrintWriter out, PrintWriter err, boolean wide, ZoneId zone) {
    this.out = out;
    this.err = err;
    this.wide = wide;
    this.zone = zone;
  }

  /** Newest first, as one looks for what happened last. */
  void list(List<HistoryEntry> entries, List<String> warnings) {
    warnings.forEach(warning -> err.println("warning: " + warning));
    if (entries.isEmpty()) {
      err.println("nothing was applied yet");
      return;
    }
    Table table =
        new Table(
            out,
            List.of(
                Column.number("ENTRY"),
                Column.text("TIME"),
                Column.text("USER"),
                Column.text("CLUSTERS"),
                Column.text("RESULT"),
                Column.text(wide ? "COMMAND" : "REASON")),
            entries.size() + 1);
    for (int i = entries.size() - 1; i >= 0; i--) {
      HistoryEntry entry = entries.get(i);
      table.row(
          List.of(
              Integer.toString(entry.number()),
              time(entry.time()),
              entry.user(),
              changes(entry.changes()),
              result(entry, i == entries.size() - 1),
              wide ? command(entry) : entry.reason()));
    }
    table.write();
  }

  private static String command(HistoryEntry entry) {
    return entry.reason().isEmpty() ? entry.command() : entry.command() + "  # " + entry.reason();
  }

  /** What was said of an entry as comments, and its documents, which can be applied as they are. */
  void version(HistoryEntry entry, SortedMap<String, String> texts) {
    out.println(
        "# history entry " + entry.number() + ", " + time(entry.time()) + " by " + entry.user());
    out.println("# lvsctl " + entry.command());
    if (!entry.reason().isEmpty()) {
      out.println("# reason: " + entry.reason());
    }
    out.println("# " + changes(entry.changes()) + "; " + result(entry.result()));
    for (String text : texts.values()) {
      if (!text.startsWith("---") && !text.startsWith("%")) {
        out.println("---");
      }
      out.print(text);
      if (!text.endsWith("\n")) {
        out.println();
      }
    }
    if (texts.isEmpty()) {
      out.println("# nothing was wanted");
    }
  }

  /** Only the newest entry can still be confirmed; on top of others lies their revert. */
  private String result(HistoryEntry entry, boolean newest) {
    String ended = result(entry.result());
    return entry
        .confirmation()
        .map(
            waiting ->
                ended
                    + (newest
                        ? ", until " + time(waiting.deadline()) + " unless confirmed"
                        : ", not confirmed"))
        .orElse(ended);
  }

  private static String result(Result result) {
    return switch (result.state()) {
      case BEGUN -> "begun, not ended";
      case APPLIED ->
          "applied, "
              + Words.count(result.done(), "change")
              + (result.waiting() == 0 ? "" : ", " + result.waiting() + " waiting");
      case FAILED -> result.failed() + " failed, " + result.done() + " done";
    };
  }

  /** {@code +mail ~shop -old}. */
  private static String changes(List<ClusterChange> changes) {
    return changes.stream()
        .map(change -> sign(change.kind()) + change.cluster())
        .collect(Collectors.joining(" "));
  }

  private static String sign(ClusterChange.Kind kind) {
    return switch (kind) {
      case ADDED -> "+";
      case CHANGED -> "~";
      case REMOVED -> "-";
    };
  }

  private String time(Instant time) {
    return TIME.format(time.atZone(zone));
  }
}
