package dev.lvsd.it;

import dev.lvsd.it.guest.Event;
import java.util.concurrent.CompletableFuture;

/**
 * One test of a guest: known from when it starts, complete when it ends.
 *
 * @param name class and test, for people
 * @param end the event that ended it; exceptionally if the guest was gone before
 */
record TestOutcome(String name, CompletableFuture<Event> end) {
  static TestOutcome of(Event event) {
    return new TestOutcome(event.testClass() + " › " + event.name(), new CompletableFuture<>());
  }
}
