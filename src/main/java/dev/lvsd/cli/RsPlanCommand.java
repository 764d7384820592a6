package dev.lvsd.cli;

import dev.lvsd.remote.ServerTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lvsctl rs plan} and {@code lvsctl rs local plan}. */
@Command(
    name = "plan",
    description = "Show what apply would do on real servers, and change nothing.",
    footer = {
      "  lvsctl rs plan cluster.yaml",
      "  lvsctl rs plan --exit-code cluster.yaml || echo 'real servers have drifted'"
    })
final class RsPlanCommand extends RealServersCommand {
  @Option(names = "--exit-code", description = "Exit with 3 when something is left to do.")
  boolean exitCode;

  RsPlanCommand(CommandContext context, boolean local) {
    super(context, local, ServerTask.PLAN);
  }

  @Override
  int exitCode(RealServerOperations.Answer answer) {
    int code = super.exitCode(answer);
    boolean pending = answer.reports().stream().anyMatch(report -> !report.steps().isEmpty());
    return code == ExitCodes.OK && exitCode && pending ? ExitCodes.CHANGES_PENDING : code;
  }
}
