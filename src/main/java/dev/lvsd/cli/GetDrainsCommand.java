package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl get drains}. */
@Command(
    name = "drains",
    description = "Show real servers that are drained, or were and stay out of service.",
    footer = {"  lvsctl get drains", "  lvsctl get drains -o json"})
final class GetDrainsCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  GetDrainsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      output.view(context.terminal()).drains(operations.jobs().drains());
      return ExitCodes.OK;
    }
  }
}
