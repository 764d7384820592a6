package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** lc: the least loaded, whatever the weights; the first of equals. */
final class LeastConnection extends Scheduler {
  LeastConnection(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination least = null;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.takes()
          && (least == null || Integer.compareUnsigned(d.overhead(), least.overhead()) < 0)) {
        least = d;
      }
    }
    return least;
  }
}
