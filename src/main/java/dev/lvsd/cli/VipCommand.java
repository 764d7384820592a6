package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl vip}, the parent of what concerns virtual addresses. */
@Command(
    name = "vip",
    description = "Show where the virtual addresses are, and announce them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  lvsctl vip list", "  lvsctl vip announce 203.0.113.10"})
final class VipCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
