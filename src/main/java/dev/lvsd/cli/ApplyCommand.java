package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lvsctl apply}. */
@Command(
    name = "apply",
    description = {
      "Make the table as defined.",
      "What is as defined already is not touched. Servers that go are quiesced first, and removed"
          + " once their connections have ended. Applying again continues where an interrupted"
          + " apply stopped."
    },
    footer = {
      "  lvsctl apply cluster.yaml",
      "  lvsctl apply /etc/lvsd --wait 5m --drain-deadline 10m",
      "  lvsctl apply cluster.yaml --dry-run"
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlanningOptions plan = new PlanningOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Option(names = "--dry-run", description = "Show the plan only.")
  boolean dryRun;

  @Option(names = "--fail-fast", description = "Stop at the first change that is refused.")
  boolean failFast;

  @Mixin DrainOptions drain = new DrainOptions();

  @Option(
      names = "--confirm-within",
      paramLabel = "DURATION",
      description =
          "Go back to what was wanted before, unless 'lvsctl confirm' comes within this time. Waits"
              + " for that.")
  @Nullable Duration confirmWithin;

  @Mixin RemarkOptions remark = new RemarkOptions();

  private final CommandContext context;

  ApplyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    View view = output.view(context.terminal());
    try (Operations operations = state.open(context)) {
      return dryRun ? dryRun(operations, view) : apply(operations, view);
    }
  }

  private int dryRun(Operations operations, View view) {
    Plan answer = operations.plan(plan.request(context));
    view.plan(answer);
    return plan.exitCode && !answer.isEmpty() ? ExitCodes.CHANGES_PENDING : ExitCodes.OK;
  }

  private int apply(Operations operations, View view) {
    Operations.ApplyRequest request =
        new Operations.ApplyRequest(
            plan.request(context),
            failFast,
            drain.wait,
            drain.deadline(),
            Optional.ofNullable(confirmWithin),
            remark.of(context));
    ApplyProgress progress = new ApplyProgress(context.terminal(), view);
    ApplyReport report;
    try {
      report = operations.apply(request, progress);
    } finally {
      progress.end();
    }
    view.applied(report);
    if (confirmWithin != null) {
      return new ConfirmationWait(context, operations.history()).run(request, report);
    }
    if (report.hasFailures()) {
      return ExitCodes.FAILED;
    }
    return plan.exitCode && report.isDraining() ? ExitCodes.CHANGES_PENDING : ExitCodes.OK;
  }
}
