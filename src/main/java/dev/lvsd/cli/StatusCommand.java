package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.model.DaemonStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl status}. */
@Command(
    name = "status",
    description = "Show how the daemon is: what it keeps, its last look, what is left to do.",
    footer = {"  lvsctl status", "  lvsctl status -o json"})
final class StatusCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      DaemonStatus status = operations.daemon().status();
      View view = output.view(context.terminal());
      view.daemon(status);
      return ExitCodes.OK;
    }
  }
}
