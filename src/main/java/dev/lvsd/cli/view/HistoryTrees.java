package dev.lvsd.cli.view;

import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import dev.lvsd.model.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Entries of the history, and drains, as trees of a document. */
final class HistoryTrees {
  private HistoryTrees() {}

  static Map<String, ?> entry(HistoryEntry entry) {
    return new Tree()
        .with("entry", entry.number())
        .with("time", entry.time().toString())
        .with("user", entry.user())
        .with("command", entry.command())
        .with("reason", entry.reason())
        .with("state", word(entry.result().state()))
        .with("done", entry.result().done())
        .with("failed", entry.result().failed())
        .with("waiting", entry.result().waiting())
        .with("clusters", entry.clusters())
        .with("changes", entry.changes().stream().map(HistoryTrees::change).toList())
        .with("confirmBefore", entry.confirmation().map(c -> c.deadline().toString()))
        .with("fallback", entry.confirmation().map(HistoryEntry.Confirmation::fallback))
        .build();
  }

  static Map<String, ?> version(HistoryEntry entry, SortedMap<String, String> texts) {
    return new Tree().withAll(entry(entry)).with("definitions", texts).build();
  }

  static Map<String, ?> difference(Difference difference) {
    return new Tree()
        .with("from", difference.from())
        .with("to", difference.to())
        .with(
            "clusters",
            difference.clusters().stream()
                .map(
                    each ->
                        new Tree()
                            .withAll(change(each.change()))
                            .with("lines", each.lines())
                            .build())
                .toList())
        .build();
  }

  static Map<String, ?> drain(DrainStatus drain) {
    return new Tree()
        .with("cluster", drain.cluster())
        .with("serviceName", drain.serviceName())
        .with("service", drain.service().toString())
        .with("serverName", drain.serverName())
        .with("server", drain.server().toString())
        .with("running", drain.isRunning())
        .with("then", word(drain.drain().then()))
        .with("started", drain.drain().started().toString())
        .with("deadline", drain.drain().deadline().map(Instant::toString))
        .with("ended", drain.drain().end().map(end -> end.time().toString()))
        .with("openAtEnd", drain.drain().end().map(end -> end.open()))
        .with("activeConnections", drain.status().map(ServerStatus::activeConnections))
        .with("inactiveConnections", drain.status().map(ServerStatus::inactiveConnections))
        .with("persistentConnections", drain.status().map(ServerStatus::persistentConnections))
        .with("remainingSeconds", drain.remaining().map(Duration::toSeconds))
        .build();
  }

  private static Map<String, ?> change(ClusterChange change) {
    return new Tree().with("cluster", change.cluster()).with("change", word(change.kind())).build();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
