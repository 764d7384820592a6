package dev.lvsd.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which real servers are meant, and how many at a time. */
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

  /** Refuses what picocli cannot know. */
  void validate() {
    if (parallel < 1) {
      throw new UsageException("--parallel " + parallel + ": expected 1 or more", null);
    }
  }
}
