package dev.lvsd.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lvsctl pause}. */
@Command(
    name = "pause",
    description = {
      "Suspend repairs, for example during an incident.",
      "The daemon remembers it when it is started again. Commands that are typed still do what they"
          + " say."
    },
    footer = {"  lvsctl pause --for 30m", "  lvsctl resume"})
final class PauseCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Go on by itself after this time (default: not before lvsctl resume).")
  @Nullable Duration duration;

  private final CommandContext context;

  PauseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      operations.daemon().pause(Optional.ofNullable(duration));
      context.terminal().out().println("Repairs are suspended; lvsctl resume lets them go on.");
      return ExitCodes.OK;
    }
  }
}
