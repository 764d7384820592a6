package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** fo: everything to the highest weight; the first of equals. */
final class Failover extends Scheduler {
  Failover(DestinationList destinations) {
    super(destinations);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination heaviest = null;
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.takes() && (heaviest == null || d.weight() > heaviest.weight())) {
        heaviest = d;
      }
    }
    return heaviest;
  }
}
