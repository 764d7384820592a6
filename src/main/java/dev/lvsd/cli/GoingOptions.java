package dev.lvsd.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command removes what is no longer wanted, and why. */
final class GoingOptions {
  @Mixin RemarkOptions remark = new RemarkOptions();

  @Option(
      names = "--now",
      description = "Remove at once, instead of quiescing and waiting for connections to end.")
  boolean now;

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

  HistoryOperations.Going going(CommandContext context) {
    return new HistoryOperations.Going(
        now, wait, Optional.ofNullable(drainDeadline), remark.of(context));
  }
}
