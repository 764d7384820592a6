package dev.lvsd.cli;

import dev.lvsd.remote.ServerTask;
import picocli.CommandLine.Command;

/** {@code lvsctl rs check} and {@code lvsctl rs local check}. */
@Command(
    name = "check",
    description = {
      "Find out what is wrong with real servers.",
      "Judges by what is effective on the machine, whoever set it, and changes nothing. Exits with 1"
          + " when something is wrong. Run it on the director, so that it knows where answers of nat"
          + " must go."
    },
    footer = {"  lvsctl rs check cluster.yaml", "  lvsctl rs check cluster.yaml -o json"})
final class RsCheckCommand extends RealServersCommand {
  RsCheckCommand(CommandContext context, boolean local) {
    super(context, local, ServerTask.CHECK);
  }
}
