package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the neighbours are told of a VIP that arrived.
 *
 * @param count how often, at least 1
 * @param gap time between two
 */
public record Announcing(int count, Duration gap) {
  /** Three times, a second apart: a lost one does not leave a client with the former director. */
  public static final Announcing DEFAULT = new Announcing(3, Duration.ofSeconds(1));

  /** Refuses what cannot be done. */
  public Announcing {
    requireNonNull(gap, "gap");
    if (count < 1 || gap.isNegative()) {
      throw new IllegalArgumentException(
          "announce " + count + " times, " + gap + " apart: expected 1 or more, and a time");
    }
  }
}
