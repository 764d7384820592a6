package dev.lvsd.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the applied definitions are kept. */
final class StateOptions {
  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      order = 80,
      description =
          "Where applied definitions are kept (also: LVSD_STATE; default: /var/lib/lvsd).")
  @Nullable Path directory;

  Operations open(CommandContext context) {
    return directory == null ? context.open() : context.open(directory);
  }
}
