package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How it went with one machine.
 *
 * @param host the machine, as the operator knows it
 * @param task what was asked
 * @param steps what was done; for a plan, what would be
 * @param findings what was found, after what was done
 * @param failure why it was not done, or not to the end; empty: it was
 * @param roundTrips how often a script went there and an answer came back
 * @param took from the first to the last
 */
public record ServerReport(
    String host,
    ServerTask task,
    List<String> steps,
    List<Finding> findings,
    Optional<String> failure,
    int roundTrips,
    Duration took) {
  /** Copies the lists. */
  public ServerReport {
    requireNonNull(host, "host");
    requireNonNull(task, "task");
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
    requireNonNull(failure, "failure");
    requireNonNull(took, "took");
  }

  /**
   * Whether nothing is wrong with it.
   *
   * @return false if it failed or a fault was found
   */
  public boolean isGood() {
    return failure.isEmpty()
        && findings.stream().noneMatch(f -> f.severity() == Finding.Severity.FAULT);
  }
}
