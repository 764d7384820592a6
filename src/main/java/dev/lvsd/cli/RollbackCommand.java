package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lvsctl rollback}. */
@Command(
    name = "rollback",
    description = {
      "Want again what an entry of the history wanted, and make the table so.",
      "All of it and nothing else: clusters that came later are no longer wanted, and their services"
          + " go. The history gets a new entry that says so."
    },
    footer = {
      "  lvsctl rollback 11 --dry-run",
      "  lvsctl rollback 11 --reason \"the new weights overloaded a\""
    })
final class RollbackCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin GoingOptions going = new GoingOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Parameters(paramLabel = "ENTRY", description = "Number of the entry; see lvsctl history.")
  int number;

  @Option(names = "--dry-run", description = "Show the plan only.")
  boolean dryRun;

  private final CommandContext context;

  RollbackCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    View view = output.view(context.terminal());
    HistoryOperations.Going how = going.going(context);
    try (Operations operations = state.open(context)) {
      HistoryOperations history = operations.history();
      if (dryRun) {
        view.plan(history.planRollback(number, how));
        return ExitCodes.OK;
      }
      ApplyProgress progress = new ApplyProgress(context.terminal(), view);
      ApplyReport report;
      try {
        report = history.rollback(number, how, progress);
      } finally {
        progress.end();
      }
      view.applied(report);
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }
}
