package dev.lvsd.it;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lvsd.it.guest.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the tests of {@code dev.lvsd.it.kernel} on every kernel, as many at the same time as there
 * are processors, and shows each test of each kernel as a test.
 *
 * <pre>
 *   this JVM ──► container 6.1  ──► user-mode Linux 6.1  ──► one JVM: GuestRunner
 *            ──► container 6.12 ──► user-mode Linux 6.12 ──► one JVM: GuestRunner     events.jsonl ──► this JVM
 *            ──► container 7.2  ──► user-mode Linux 7.2  ──► one JVM: GuestRunner
 * </pre>
 *
 * <p>A test is handed out as soon as it begins in its guest, first those of the first kernel. Where
 * the machine's own kernel has ip_vs there is one container, and no guest in it. A test that is
 * skipped in a guest counts as failed: on these kernels nothing that the tests need is missing.
 */
class KernelsIT {
  private static final List<Guest> GUESTS = new ArrayList<>();
  private static LabSettings settings;
  private static ScheduledExecutorService watcher;

  @BeforeAll
  static void startGuests() {
    settings = LabSettings.fromEnvironment();
    Queue<Integer> processors = new ConcurrentLinkedQueue<>();
    IntStream.range(0, Runtime.getRuntime().availableProcessors()).forEach(processors::add);
    watcher = Executors.newScheduledThreadPool(settings.kernels().size());
    for (String kernel : settings.kernels()) {
      GUESTS.add(Guest.start(settings, kernel, processors, watcher));
    }
  }

  @AfterAll
  static void stopGuests() throws IOException {
    if (watcher != null) {
      watcher.shutdownNow();
    }
    GUESTS.forEach(Guest::close);
    if (settings != null) {
      Summary.write(settings.results().resolve("summary.txt"), GUESTS);
    }
  }

  @TestFactory
  @DisplayName("kernel")
  Stream<DynamicTest> kernel() {
    Iterator<DynamicTest> tests =
        new Iterator<>() {
          private final Iterator<Guest> guests = GUESTS.iterator();
          private Guest guest = guests.next();
          private int next;

          @Override
          public boolean hasNext() {
            while (!guest.outcomes().awaitTest(next, guest.patience())) {
              if (!guests.hasNext()) {
                return false;
              }
              guest = guests.next();
              next = 0;
            }
            return true;
          }

          @Override
          public DynamicTest next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            Guest from = guest;
            TestOutcome outcome = from.outcomes().get(next++);
            return dynamicTest(from.label() + " › " + outcome.name(), () -> check(from, outcome));
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(tests, Spliterator.ORDERED), false);
  }

  private static void check(Guest guest, TestOutcome outcome) throws InterruptedException {
    String test = guest.label() + " › " + outcome.name() + ": ";
    Event end;
    try {
      end = outcome.end().get(guest.patience().toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new GuestFailure(test + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new GuestFailure(test + "no result within " + guest.patience().toSeconds() + " s");
    }
    switch (end.type()) {
      case PASSED -> {}
      case SKIPPED -> throw new GuestFailure(test + "skipped, which is a failure: " + end.detail());
      default -> throw new GuestFailure(test + end.detail());
    }
  }
}
