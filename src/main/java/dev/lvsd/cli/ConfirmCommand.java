package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl confirm}. */
@Command(
    name = "confirm",
    description = "Keep what 'lvsctl apply --confirm-within' has applied.",
    footer = {"  lvsctl apply cluster.yaml --confirm-within 2m", "  lvsctl confirm    elsewhere"})
final class ConfirmCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  ConfirmCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      output.view(context.terminal()).confirmed(operations.history().confirm());
      return ExitCodes.OK;
    }
  }
}
