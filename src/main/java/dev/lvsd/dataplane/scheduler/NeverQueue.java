package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** nq: the first without active connections; when all have some, as sed. */
final class NeverQueue extends Scheduler {
  NeverQueue(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination least = null;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (!d.takes()) {
        continue;
      }
      if (d.active() == 0) {
        return d;
      }
      if (least == null || ShortestExpectedDelay.isSooner(d, least)) {
        least = d;
      }
    }
    return least;
  }
}
