package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl export}, the parent of everything that writes the table for others. */
@Command(
    name = "export",
    description = "Write the kernel's table for other programs, or for another director.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  lvsctl export ipvsadm > rules", "  lvsctl export yaml > cluster.yaml"})
final class ExportCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
