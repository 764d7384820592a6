package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl advise}, the parent of everything that recommends. */
@Command(
    name = "advise",
    description = "Say what to set on a director, and why; change nothing.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  lvsctl advise conn-table --rate 200 --timeout 200s",
      "  lvsctl advise scheduler",
      "  lvsctl advise sysctls cluster.yaml"
    })
final class AdviseCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
