package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl rs local}. */
@Command(
    name = "local",
    description = "Prepare and check this machine, as a real server of the definition.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  lvsctl rs local plan cluster.yaml", "  lvsctl rs local apply cluster.yaml"})
final class RsLocalCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
