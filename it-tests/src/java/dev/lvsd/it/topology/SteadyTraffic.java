package dev.lvsd.it.topology;

import dev.lvsd.it.topology.Asker.Conversation;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that never stops asking, in the background: each service over a connection that stays
 * open and over a new one each time. Every request that is not answered is kept.
 */
public final class SteadyTraffic implements AutoCloseable {
  private static final long PAUSE_MS = 40;
  private static final int FAILURES_KEPT = 20;

  private final Asker asker;
  private final List<InetSocketAddress> services;
  private final List<Conversation> open = new ArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> asking;
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private SteadyTraffic(Asker asker, List<InetSocketAddress> services) {
    this.asker = asker;
    this.services = services;
    for (InetSocketAddress service : services) {
      open.add(asker.connect(service));
    }
    asking = thread.scheduleWithFixedDelay(this::ask, 0, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts asking.
   *
   * @param asker the client
   * @param services whom it asks in turn
   * @return to be closed by the caller
   */
  public static SteadyTraffic start(Asker asker, InetSocketAddress... services) {
    return new SteadyTraffic(asker, List.of(services));
  }

  private void ask() {
    for (int i = 0; i < services.size(); i++) {
      Conversation conversation = open.get(i);
      InetSocketAddress service = services.get(i);
      count(conversation::ask);
      count(() -> asker.askTcp(service));
    }
  }

  private void count(Runnable request) {
    try {
      request.run();
      answers.incrementAndGet();
    } catch (RuntimeException e) {
      if (failures.size() < FAILURES_KEPT) {
        failures.add(e.getMessage() + ": " + e.getCause());
      }
    }
  }

  /**
   * How many requests were answered.
   *
   * @return so far
   */
  public int answers() {
    return answers.get();
  }

  /**
   * What was not answered; the first twenty.
   *
   * @return one line each
   */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    asking.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a request has hung for 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the last request was under way", e);
    } finally {
      open.forEach(Conversation::close);
    }
  }
}
