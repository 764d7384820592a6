package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl history}. */
@Command(
    name = "history",
    description = {
      "Show what was applied, newest first.",
      "An entry is everything that was wanted from then on: the definitions of all clusters, as"
          + " they were written. The last hundred are kept."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "  lvsctl history",
      "  lvsctl history show 12 > /etc/lvsd/before.yaml",
      "  lvsctl history -o json"
    })
final class HistoryCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  HistoryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      HistoryOperations.Listing listing = operations.history().list();
      output.view(context.terminal()).history(listing.entries(), listing.warnings());
      return ExitCodes.OK;
    }
  }
}
