package dev.lvsd.cli;

import dev.lvsd.cli.view.EventView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lvsctl events}. */
@Command(
    name = "events",
    description = "Show what the daemon did and noticed, and why.",
    footer = {
      "  lvsctl events",
      "  lvsctl events --follow",
      "  lvsctl events --follow -o json      one document for each event"
    })
final class EventsCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(names = "--follow", description = "Wait for more, until interrupted.")
  boolean follow;

  private final CommandContext context;

  EventsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      DaemonOperations daemon = operations.daemon();
      EventView view = output.view(context.terminal()).events(follow);
      daemon.events(follow, view::show);
      view.end();
      return ExitCodes.OK;
    }
  }
}
