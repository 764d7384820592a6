package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl import}, the parent of everything that makes definitions. */
@Command(
    name = "import",
    description = "Make a definition out of what other programs wrote.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  lvsctl import ipvsadm > cluster.yaml"})
final class ImportCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
