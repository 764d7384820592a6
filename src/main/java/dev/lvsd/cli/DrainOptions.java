package dev.lvsd.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long servers that go may keep their connections. */
final class DrainOptions {
  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "How long to wait for connections of servers that go (default: ${DEFAULT-VALUE}). What"
              + " has connections after that stays quiesced.")
  Duration wait = Duration.ofSeconds(30);

  @Option(
      names = "--drain-deadline",
      paramLabel = "DURATION",
      description = "Cut connections of servers that go when they are still open after this time.")
  @Nullable Duration drainDeadline;

  /** When connections are cut; empty: never. */
  Optional<Duration> deadline() {
    return Optional.ofNullable(drainDeadline);
  }
}
