package dev.lvsd.cli;

import picocli.CommandLine.Option;

/** What the history says of a command. */
final class RemarkOptions {
  private static final int LONGEST = 500;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why; kept in the history.")
  String reason = "";

  Operations.Remark of(CommandContext context) {
    if (reason.length() > LONGEST || reason.codePoints().anyMatch(Character::isISOControl)) {
      throw new UsageException(
          "--reason: expected one line of at most " + LONGEST + " characters", null);
    }
    return new Operations.Remark(context.commandLine(), reason);
  }
}
