package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** wlc: the least load for its weight; the first of equals. */
final class WeightedLeastConnection extends Scheduler {
  WeightedLeastConnection(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    return leastOf(destinations);
  }

  /** The pick of wlc, which lblc and lblcr make as well. */
  static @Nullable Destination leastOf(DestinationList destinations) {
    Destination least = null;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.takes() && (least == null || isLess(d, least))) {
        least = d;
      }
    }
    return least;
  }

  /** Whether a server carries less than another, each for its weight. */
  static boolean isLess(Destination one, Destination other) {
    return (long) other.overhead() * one.weight() > (long) one.overhead() * other.weight();
  }
}
