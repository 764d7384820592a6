package dev.lvsd.cli;

import dev.lvsd.cli.view.Difference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lvsctl diff}. */
@Command(
    name = "diff",
    description = {
      "Compare two entries of the history.",
      "Shows the definitions; what the table has to do with it says 'lvsctl rollback --dry-run'."
    },
    footer = {"  lvsctl diff 11 12", "  lvsctl diff 11    compares with what is wanted now"})
final class DiffCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Parameters(index = "0", paramLabel = "ENTRY", description = "Number of the one entry.")
  int from;

  @Parameters(
      index = "1",
      paramLabel = "OTHER",
      arity = "0..1",
      defaultValue = "0",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Number of the other entry (default: the newest).")
  int to;

  private final CommandContext context;

  DiffCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      HistoryOperations.Version one = operations.history().version(from);
      HistoryOperations.Version other = operations.history().version(to);
      output
          .view(context.terminal())
          .difference(
              Difference.between(
                  one.entry().number(), one.texts(), other.entry().number(), other.texts()));
      return ExitCodes.OK;
    }
  }
}
