package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl resume}. */
@Command(
    name = "resume",
    description = "Let repairs go on after a pause; the daemon looks at once.",
    footer = "  lvsctl resume")
final class ResumeCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  private final CommandContext context;

  ResumeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      operations.daemon().resume();
      context.terminal().out().println("Repairs go on.");
      return ExitCodes.OK;
    }
  }
}
