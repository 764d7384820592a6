package dev.lvsd.cli;

import dev.lvsd.model.DaemonStatus.Round;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl reconcile}. */
@Command(
    name = "reconcile",
    description = {
      "Let the daemon look at everything now, and repair what is not as it was applied.",
      "Does so also while repairs are suspended. Exits with 1 when something could not be done."
    },
    footer = {"  lvsctl reconcile", "  lvsctl reconcile -o json"})
final class ReconcileCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  ReconcileCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      Round round = operations.daemon().reconcile();
      output.view(context.terminal()).round(round);
      return round.failures() == 0 && round.problem().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }
}
