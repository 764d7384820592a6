package dev.lvsd.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl export yaml}. */
@Command(
    name = "yaml",
    description = {
      "Write the table as a definition, as lvsctl import ipvsadm does.",
      "What a definition cannot say is left out and named on standard error; then the exit code is"
          + " 1."
    },
    footer = {"  lvsctl export yaml > cluster.yaml"})
final class ExportYamlCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  private final CommandContext context;

  ExportYamlCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      return context.print(operations.importRules(Optional.empty()));
    }
  }
}
