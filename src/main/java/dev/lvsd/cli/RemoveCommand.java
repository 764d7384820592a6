package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lvsctl remove}. */
@Command(
    name = "remove",
    description = {
      "Want a cluster no longer: its services are quiesced, and removed once their connections have"
          + " ended.",
      "Other clusters stay as they are. 'lvsctl rollback' brings it back."
    },
    footer = {"  lvsctl remove shop --dry-run", "  lvsctl remove shop --drain-deadline 10m"})
final class RemoveCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin GoingOptions going = new GoingOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Parameters(paramLabel = "CLUSTER", description = "Name of a cluster that was applied.")
  String cluster = "";

  @Option(names = "--dry-run", description = "Show the plan only.")
  boolean dryRun;

  private final CommandContext context;

  RemoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    View view = output.view(context.terminal());
    HistoryOperations.Going how = going.going(context);
    try (Operations operations = state.open(context)) {
      HistoryOperations history = operations.history();
      if (dryRun) {
        view.plan(history.planRemoval(cluster, how));
        return ExitCodes.OK;
      }
      ApplyProgress progress = new ApplyProgress(context.terminal(), view);
      ApplyReport report;
      try {
        report = history.remove(cluster, how, progress);
      } finally {
        progress.end();
      }
      view.applied(report);
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }
}
