package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * ovf: the highest weight that has not more active connections than its weight, then the next. So
 * each takes weight + 1 before the next gets any.
 */
final class Overflow extends Scheduler {
  Overflow(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination heaviest = null;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.takes()
          && d.active() <= d.weight()
          && (heaviest == null || d.weight() > heaviest.weight())) {
        heaviest = d;
      }
    }
    return heaviest;
  }
}
