package dev.lvsd.cli;

import dev.lvsd.plan.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl plan}. */
@Command(
    name = "plan",
    description = "Show what apply would change, and change nothing.",
    footer = {
      "  lvsctl plan cluster.yaml",
      "  lvsctl plan --exit-code /etc/lvsd || echo 'the table has drifted'",
      "  lvsctl plan --prune --now cluster.yaml -o json"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlanningOptions plan = new PlanningOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  PlanCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      Plan answer = operations.plan(plan.request(context));
      output.view(context.terminal()).plan(answer);
      return plan.exitCode && !answer.isEmpty() ? ExitCodes.CHANGES_PENDING : ExitCodes.OK;
    }
  }
}
