package dev.lvsd.cli;

import dev.lvsd.remote.ServerTask;
import picocli.CommandLine.Command;

/** {@code lvsctl rs remove} and {@code lvsctl rs local remove}. */
@Command(
    name = "remove",
    description = {
      "Take back what apply did.",
      "What other clusters need on the same machine stays. What somebody else changed since stays as"
          + " well. A real server that is to leave the definition keeps everything until this is done"
          + " for it; afterwards it takes the definition as it was."
    },
    footer = {
      "  lvsctl rs remove cluster.yaml --only 10.2.0.11",
      "  lvsctl history show 7 | lvsctl rs remove - --only 10.2.0.11"
    })
final class RsRemoveCommand extends RealServersCommand {
  RsRemoveCommand(CommandContext context, boolean local) {
    super(context, local, ServerTask.REMOVE);
  }
}
