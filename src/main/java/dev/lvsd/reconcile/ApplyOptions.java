package dev.lvsd.reconcile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How changes are made.
 *
 * @param failFast stop at the first failure; the rest is reported as skipped
 * @param drainWait how long to wait for connections of what is removed to end; what still has
 *     connections then stays quiesced
 * @param drainDeadline remove what still has connections after this long, which cuts them; empty:
 *     never. When present it takes the place of {@code drainWait}
 * @param lockWait how long to wait for another apply to end
 */
public record ApplyOptions(
    boolean failFast, Duration drainWait, Optional<Duration> drainDeadline, Duration lockWait) {
  /** Goes on after failures, waits 30 seconds for connections, cuts none. */
  public static final ApplyOptions DEFAULT =
      new ApplyOptions(false, Duration.ofSeconds(30), Optional.empty(), Duration.ofSeconds(60));

  /** Refuses negative durations. */
  public ApplyOptions {
    requireNonNull(drainDeadline, "drainDeadline");
    if (drainWait.isNegative()
        || lockWait.isNegative()
        || drainDeadline.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("durations cannot be negative");
    }
  }
}
