package dev.lvsd.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What plan and apply have in common. */
final class PlanningOptions {
  @Mixin DefinitionOptions definition = new DefinitionOptions();

  @Option(names = "--prune", description = "Remove services that no definition has, too.")
  boolean prune;

  @Option(
      names = "--now",
      description = "Remove at once, instead of quiescing and waiting for connections to end.")
  boolean now;

  @Option(
      names = "--reload-module",
      description =
          "Load ip_vs anew where its connection table has another size than defined. The table is"
              + " restored after it; connections are not.")
  boolean reloadModule;

  @Option(names = "--exit-code", description = "Exit with 3 when something is left to do.")
  boolean exitCode;

  Operations.PlanRequest request(CommandContext context) {
    return new Operations.PlanRequest(definition.files(context), prune, now, reloadModule);
  }
}
