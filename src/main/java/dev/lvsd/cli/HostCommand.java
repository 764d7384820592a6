package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl host}, the parent of everything about the director beside its table. */
@Command(
    name = "host",
    description = "Look at the director: kernel, modules, settings, addresses.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  lvsctl host check", "  lvsctl host check cluster.yaml"})
final class HostCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
