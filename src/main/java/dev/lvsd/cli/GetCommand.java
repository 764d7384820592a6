package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl get}, the parent of everything that reads. */
@Command(
    name = "get",
    description = "Show what the kernel has.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  lvsctl get services",
      "  lvsctl get servers tcp 203.0.113.10:80 -o wide",
      "  lvsctl get connections --state ESTABLISHED --limit 20"
    })
final class GetCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
