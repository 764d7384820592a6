package dev.lvsd.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which real servers are reached, and how. */
final class FleetOptions {
  @Option(
      names = "--only",
      paramLabel = "HOST",
      description = "Only this real server, by address, ssh host or name; can be repeated.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many at a time (default: ${DEFAULT-VALUE}).")
  int parallel = 10;

  @Option(
      names = {"-F", "--ssh-config"},
      paramLabel = "FILE",
      description = "Configuration for ssh, in place of your own.")
  @Nullable Path sshConfig;
}
