package dev.lvsd.it;

import dev.lvsd.it.guest.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of one guest in the order in which its tests began. One thread feeds it, others wait
 * for what comes next.
 *
 * <p>Nothing gets lost: a test that began and never ended fails when the guest is gone, and a guest
 * that went without saying that it was through adds a failure of its own.
 */
final class Outcomes {
  private final List<TestOutcome> began = new ArrayList<>();
  private final Map<String, TestOutcome> open = new LinkedHashMap<>();
  private boolean complete;
  private boolean over;

  synchronized void on(Event event) {
    switch (event.type()) {
      case STARTED -> {
        TestOutcome outcome = TestOutcome.of(event);
        open.put(event.id(), outcome);
        began.add(outcome);
      }
      case PASSED, FAILED, SKIPPED -> {
        TestOutcome outcome = open.remove(event.id());
        if (outcome == null) {
          // skipped before it began, or a whole class that failed to set up
          outcome = TestOutcome.of(event);
          began.add(outcome);
        }
        outcome.end().complete(event);
      }
      case END -> complete = true;
    }
    notifyAll();
  }

  /**
   * The guest is gone; nothing more will come.
   *
   * @param how the end, with the last lines of the console
   */
  synchronized void over(String how) {
    if (over) {
      return;
    }
    over = true;
    open.values().forEach(outcome -> outcome.end().completeExceptionally(new GuestFailure(how)));
    open.clear();
    String missing =
        !complete
            ? "the guest ended before its tests did: " + how
            : began.isEmpty() ? "no test was run; is there a class of that name? " + how : "";
    if (!missing.isEmpty()) {
      TestOutcome outcome =
          TestOutcome.of(new Event(Event.Type.FAILED, "", "guest", "runs its tests", 0, ""));
      outcome.end().completeExceptionally(new GuestFailure(missing));
      began.add(outcome);
    }
    notifyAll();
  }

  /**
   * Waits until the test number {@code index} has begun.
   *
   * @param index from 0
   * @param limit the longest wait
   * @return false if the guest is gone and there is no such test
   */
  synchronized boolean awaitTest(int index, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (began.size() <= index && !over) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        over("it said nothing for " + limit.toSeconds() + " s");
        break;
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        over("this JVM was asked to stop");
      }
    }
    return began.size() > index;
  }

  synchronized TestOutcome get(int index) {
    return began.get(index);
  }

  synchronized boolean isComplete() {
    return complete;
  }

  synchronized List<TestOutcome> all() {
    return List.copyOf(began);
  }
}
