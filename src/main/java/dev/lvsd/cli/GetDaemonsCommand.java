package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl get daemons}. */
@Command(
    name = "daemons",
    description = "Show the connection synchronisation daemons that run.",
    footer = {"  lvsctl get daemons", "  lvsctl get daemons -o yaml"})
final class GetDaemonsCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  GetDaemonsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      output.view(context.terminal()).daemons(operations.syncDaemons());
      return ExitCodes.OK;
    }
  }
}
