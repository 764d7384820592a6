package dev.lvsd.cli.view;

import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.DaemonStatus.Round;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the daemon says of itself, for programs. */
final class DaemonTrees {
  private DaemonTrees() {}

  static Map<String, @Nullable Object> status(DaemonStatus status) {
    return new Tree()
        .with("version", status.version())
        .with("pid", status.pid())
        .with("since", status.since().toString())
        .with("periodMs", status.period().toMillis())
        .with("dataPlane", status.dataPlane())
        .with("clusters", status.clusters())
        .with(
            "paused",
            status
                .paused()
                .map(
                    pause ->
                        new Tree()
                            .with("since", pause.since().toString())
                            .with("until", pause.until().map(Instant::toString))
                            .with("who", pause.who())
                            .build()))
        .with("lastLook", status.round().map(DaemonTrees::round))
        .with("looks", status.rounds())
        .with("repairs", status.repairs())
        .with("foreignServices", status.foreign())
        .with(
            "contended",
            status.contended().stream()
                .map(
                    contended ->
                        new Tree()
                            .with("subject", contended.subject())
                            .with("times", contended.times())
                            .with("next", contended.next().toString())
                            .build())
                .toList())
        .build();
  }

  static Map<String, @Nullable Object> round(Round round) {
    return new Tree()
        .with("time", round.time().toString())
        .with("tookMs", round.took().toMillis())
        .with("changes", round.changes())
        .with("failures", round.failures())
        .with("pending", round.pending())
        .with("problem", round.problem())
        .build();
  }

  static Map<String, @Nullable Object> event(DaemonEvent event) {
    return new Tree()
        .with("number", event.number())
        .with("time", event.time().toString())
        .with("kind", event.kind().name().toLowerCase(Locale.ROOT))
        .with("subject", event.subject())
        .with("text", event.text())
        .build();
  }
}
