package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl revert}. */
@Command(
    name = "revert",
    description = {
      "Take back at once what 'lvsctl apply --confirm-within' has applied.",
      "Connections that were cut meanwhile do not come back. For what was confirmed, or needed no"
          + " confirmation, see 'lvsctl rollback'."
    },
    footer = {"  lvsctl revert", "  lvsctl revert --reason \"b answers with errors\""})
final class RevertCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin GoingOptions going = new GoingOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  RevertCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    View view = output.view(context.terminal());
    HistoryOperations.Going how = going.going(context);
    try (Operations operations = state.open(context)) {
      ApplyProgress progress = new ApplyProgress(context.terminal(), view);
      ApplyReport report;
      try {
        report = operations.history().revert(how, progress);
      } finally {
        progress.end();
      }
      view.applied(report);
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }
}
