package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl schema}. */
@Command(
    name = "schema",
    description = "Print the JSON schema of definitions, for editors.",
    footer = {
      "  lvsctl schema > lvsd.schema.json",
      "  then, as the first line of a definition:",
      "  # yaml-language-server: $schema=lvsd.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  private final CommandContext context;

  SchemaCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      context.terminal().out().println(operations.schema().stripTrailing());
      return ExitCodes.OK;
    }
  }
}
