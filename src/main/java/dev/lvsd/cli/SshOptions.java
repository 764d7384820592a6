package dev.lvsd.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How real servers are reached. */
final class SshOptions {
  @Option(
      names = {"-F", "--ssh-config"},
      paramLabel = "FILE",
      description = "Configuration for ssh, in place of your own.")
  @Nullable Path config;
}
