package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * twos: the less loaded of two servers that are drawn by weight. The draw includes its upper end,
 * so the first in the list is drawn a little more often than its weight says, as in the kernel.
 *
 * <p>Random numbers come from SplitMix64 with the seed of the service; the kernel's cannot be
 * repeated.
 */
final class RandomTwos extends Scheduler {
  private long state;

  RandomTwos(DestinationList destinations, long seed) {
    super(destinations);
    state = seed;
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    int weights = 0;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      weights += d.takes() ? d.weight() : 0;
    }
    if (weights == 0) {
      return null;
    }
    Destination one = drawn(weights);
    Destination two = drawn(weights);
    if (one == null || two == null) {
      return one;
    }
    // 32-bit arithmetic, as in the kernel
    return two.weight() * one.overhead() > one.weight() * two.overhead() ? two : one;
  }

  private @Nullable Destination drawn(int weights) {
    int rest = Integer.remainderUnsigned(random(), weights + 1);
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.takes()) {
        rest -= d.weight();
        if (rest <= 0) {
          return d;
        }
      }
    }
    return null;
  }

  private int random() {
    state += 0x9e3779b97f4a7c15L;
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return (int) ((z >>> 32) ^ (z >>> 1));
  }
}
