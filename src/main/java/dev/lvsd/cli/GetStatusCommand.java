package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl get status}. */
@Command(
    name = "status",
    description = "Show data plane and table in a few numbers.",
    footer = {"  lvsctl get status", "  lvsctl get status -o json"})
final class GetStatusCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  GetStatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      output.view(context.terminal()).status(operations.status());
      return ExitCodes.OK;
    }
  }
}
