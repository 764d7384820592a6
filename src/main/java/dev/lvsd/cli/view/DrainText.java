package dev.lvsd.cli.view;

import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.model.ServerStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Drains for people. */
public final class DrainText {
  private DrainText() {}

  static void list(List<DrainStatus> drains, PrintWriter out, PrintWriter err) {
    if (drains.isEmpty()) {
      err.println("no server is drained");
      return;
    }
    Table table =
        new Table(
            out,
            List.of(
                Column.text("SERVICE"),
                Column.text("SERVER"),
                Column.text("ADDRESS"),
                Column.text("STATE"),
                Column.number("ACTIVE"),
                Column.number("INACTIVE"),
                Column.number("PERSISTENT"),
                Column.number("REMAINING")),
            drains.size() + 1);
    for (DrainStatus drain : drains) {
      table.row(
          List.of(
              drain.cluster() + "/" + drain.serviceName(),
              drain.serverName(),
              drain.server().toString(),
              state(drain),
              number(drain, ServerStatus::activeConnections),
              number(drain, ServerStatus::inactiveConnections),
              number(drain, ServerStatus::persistentConnections),
              remaining(drain)));
    }
    table.write();
  }

  /**
   * How a drain goes on, for the line of progress.
   *
   * @param drain one that runs
   * @return for example {@code draining a of shop/web: 3 active, 2 inactive, 1 persistent, about
   *     1:20 left}
   */
  public static String progress(DrainStatus drain) {
    String remaining = remaining(drain);
    return "draining "
        + drain.serverName()
        + " of "
        + drain.cluster()
        + "/"
        + drain.serviceName()
        + ": "
        + number(drain, ServerStatus::activeConnections)
        + " active, "
        + number(drain, ServerStatus::inactiveConnections)
        + " inactive, "
        + number(drain, ServerStatus::persistentConnections)
        + " persistent"
        + (remaining.isEmpty() ? "" : ", " + remaining + " left");
  }

  /** How a drain ended, as a sentence. */
  static String ended(DrainStatus drain) {
    String server =
        "server " + drain.serverName() + " (" + drain.server() + ") of " + drain.service();
    Drain what = drain.drain();
    long open = what.end().map(end -> end.open()).orElse(0L);
    String connections = Words.count(open, "connection");
    if (drain.isRunning()) {
      return "Still draining " + server + "; see lvsctl get drains.";
    }
    if (what.then() == Then.REMOVE) {
      return "Drained and removed "
          + server
          + (open == 0 ? "." : "; the deadline had passed, " + connections + " went with it.");
    }
    return "Drained "
        + server
        + ", which stays with weight 0"
        + (open == 0 ? "." : "; the deadline has passed, it still has " + connections + ".");
  }

  private static String state(DrainStatus drain) {
    if (drain.drain().end().isEmpty()) {
      return "draining";
    }
    if (drain.isRunning()) {
      return "removing";
    }
    return drain.drain().then() == Then.REMOVE ? "removed" : "drained";
  }

  private static String number(DrainStatus drain, ToLongFunction<ServerStatus> which) {
    Optional<ServerStatus> status = drain.status();
    return status.isPresent() ? Numbers.exact(which.applyAsLong(status.get())) : "";
  }

  private static String remaining(DrainStatus drain) {
    return drain.remaining().map(left -> "about " + Spans.clock(left.toSeconds())).orElse("");
  }
}
