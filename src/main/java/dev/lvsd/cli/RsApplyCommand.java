package dev.lvsd.cli;

import dev.lvsd.remote.ServerTask;
import picocli.CommandLine.Command;

/** {@code lvsctl rs apply} and {@code lvsctl rs local apply}. */
@Command(
    name = "apply",
    description = {
      "Prepare real servers.",
      "Sets ARP silent first, then makes tunnels and adds the virtual addresses, and keeps all of it"
          + " over a restart. What was there before is remembered on the machine, in"
          + " /var/lib/lvsd-rs. Applying again completes what was interrupted."
    },
    footer = {
      "  lvsctl rs apply cluster.yaml",
      "  lvsctl rs apply cluster.yaml --only 10.2.0.11 --only 10.2.0.12"
    })
final class RsApplyCommand extends RealServersCommand {
  RsApplyCommand(CommandContext context, boolean local) {
    super(context, local, ServerTask.APPLY);
  }
}
