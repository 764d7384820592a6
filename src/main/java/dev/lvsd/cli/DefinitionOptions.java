package dev.lvsd.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Which definitions a command reads. */
final class DefinitionOptions {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "YAML files, directories with *.yaml and *.yml files, or - for standard input"
              + " (default: /etc/lvsd).")
  List<Path> files = new ArrayList<>();

  /** The files named, or the directory of the installation. */
  List<Path> files(CommandContext context) {
    if (!files.isEmpty()) {
      return files;
    }
    if (Files.isDirectory(context.definitions())) {
      return List.of(context.definitions());
    }
    throw new UsageException(
        "no FILE given, and there is no directory "
            + context.definitions()
            + "; name one, for example cluster.yaml",
        null);
  }
}
