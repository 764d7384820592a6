package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** sed: who would serve one more active connection soonest; the first of equals. */
final class ShortestExpectedDelay extends Scheduler {
  ShortestExpectedDelay(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination least = null;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.takes() && (least == null || isSooner(d, least))) {
        least = d;
      }
    }
    return least;
  }

  /** Whether a server would serve the next connection sooner than another. */
  static boolean isSooner(Destination one, Destination other) {
    return (other.active() + 1L) * one.weight() > (one.active() + 1L) * other.weight();
  }
}
