package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lvsctl history show}. */
@Command(
    name = "show",
    description = "Show an entry of the history, with its definitions as they were written.",
    footer = {"  lvsctl history show 12", "  lvsctl history show | lvsctl plan -"})
final class HistoryShowCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Parameters(
      paramLabel = "ENTRY",
      arity = "0..1",
      defaultValue = "0",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Number of the entry (default: the newest).")
  int number;

  private final CommandContext context;

  HistoryShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      HistoryOperations.Version version = operations.history().version(number);
      output.view(context.terminal()).version(version.entry(), version.texts());
      return ExitCodes.OK;
    }
  }
}
