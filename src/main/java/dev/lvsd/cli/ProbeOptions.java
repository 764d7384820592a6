package dev.lvsd.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the director asks. */
final class ProbeOptions {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description =
          "Ask here who has the virtual addresses (default: at the interface that has them, or that"
              + " leads to their network).")
  @Nullable String interfaceName;

  @Option(
      names = "--probe-timeout",
      paramLabel = "DURATION",
      defaultValue = "2s",
      description =
          "How long to wait for each answer on the wire, up to 1m (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofSeconds(2);

  /** Refuses what picocli cannot know. */
  void validate() {
    if (timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw new UsageException("--probe-timeout: expected more than 0, and at most 1m", null);
    }
  }

  /** Probes, and tells how it goes on. */
  RealServerOperations.ProbeAnswer probe(
      CommandContext context, Operations operations, List<Path> files, FleetOptions fleet) {
    ProgressLine progress = new ProgressLine(context.terminal());
    RealServerOperations.ProbeRequest request =
        new RealServerOperations.ProbeRequest(
            files, fleet.only, Optional.ofNullable(interfaceName), fleet.parallel, timeout);
    try {
      return operations
          .realServers()
          .probe(
              request,
              (finished, total) ->
                  progress.show("probed %d of %d connections".formatted(finished, total)));
    } finally {
      progress.end();
    }
  }
}
