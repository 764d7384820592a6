package dev.lvsd.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lvsctl advise sysctls}. */
@Command(
    name = "sysctls",
    description = {
      "Say which kernel settings matter on this director, how they are, and why they matter.",
      "A definition, or else the services in the table, say what it is used for."
    },
    footer = {
      "  lvsctl advise sysctls",
      "  lvsctl advise sysctls cluster.yaml",
      "  lvsctl advise sysctls cluster.yaml -o json"
    })
final class AdviseSysctlsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Definitions; without any, the services in the table count.")
  List<Path> files = new ArrayList<>();

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  AdviseSysctlsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      output.view(context.terminal()).sysctls(operations.host().sysctls(files));
      return ExitCodes.OK;
    }
  }
}
