package dev.lvsd.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command removes what is no longer wanted, and why. */
final class GoingOptions {
  @Mixin RemarkOptions remark = new RemarkOptions();

  @Option(
      names = "--now",
      description = "Remove at once, instead of quiescing and waiting for connections to end.")
  boolean now;

  @Mixin DrainOptions drain = new DrainOptions();

  HistoryOperations.Going going(CommandContext context) {
    return new HistoryOperations.Going(now, drain.wait, drain.deadline(), remark.of(context));
  }
}
