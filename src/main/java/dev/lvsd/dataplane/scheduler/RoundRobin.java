package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * rr: one after the other. The turn stands at the server that was picked last; one that is added
 * comes to the front of the list and waits until the turn has gone round.
 */
final class RoundRobin extends Scheduler {
  private Destination turn;

  RoundRobin(DestinationList destinations) {
    super(destinations);
    turn = destinations.head();
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Destination found = takerBetween(turn, destinations.head());
    if (found == null && turn != destinations.head()) {
      found = takerBetween(destinations.head(), DestinationList.after(turn));
    }
    if (found != null) {
      turn = found;
    }
    return found;
  }

  private static @Nullable Destination takerBetween(Destination from, Destination to) {
    Destination each = DestinationList.after(from);
    while (each != to) {
      if (each.takes()) {
        return each;
      }
      each = DestinationList.after(each);
    }
    return null;
  }

  @Override
  public void removed(Destination destination, Destination before) {
    if (turn == destination) {
      turn = before;
    }
  }
}
