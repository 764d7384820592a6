package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl get timeouts}. */
@Command(
    name = "timeouts",
    description = "Show the connection time-outs that can be set.",
    footer = {"  lvsctl get timeouts", "  lvsctl get timeouts -o json"})
final class GetTimeoutsCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  GetTimeoutsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      output.view(context.terminal()).timeouts(operations.timeouts());
      return ExitCodes.OK;
    }
  }
}
