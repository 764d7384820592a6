package dev.lvsd.dataplane.io;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.linux.Doorbell;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * Work for the forwarding thread from any other. At most {@value #CAPACITY} pieces wait; whoever
 * brings one waits for its result, up to a deadline, and never finds it half done: it is done
 * whole, or not begun.
 */
final class Mailbox {
  private static final int CAPACITY = 256;
  private static final int AT_A_TIME = 32;

  private final ArrayBlockingQueue<FutureTask<?>> work = new ArrayBlockingQueue<>(CAPACITY);
  private final Doorbell doorbell;
  private final Duration limit;

  Mailbox(Doorbell doorbell, Duration limit) {
    this.doorbell = doorbell;
    this.limit = limit;
  }

  /**
   * Has something done.
   *
   * @throws LvsdException if the forwarding thread does not come to it; what the work throws passes
   *     if it is unchecked
   */
  <T> T call(Callable<T> what) {
    FutureTask<T> task = new FutureTask<>(what);
    if (!work.offer(task)) {
      throw new LvsdException(
          Blame.HOST, "the Java data plane has " + CAPACITY + " calls to answer; try again");
    }
    doorbell.ring();
    try {
      return task.get(limit.toNanos(), NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("on the forwarding thread: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw unanswered(task, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(task, e);
    }
  }

  private LvsdException unanswered(FutureTask<?> task, Exception cause) {
    // not interrupting: what has begun is done whole
    task.cancel(false);
    work.remove(task);
    return new LvsdException(
        Blame.HOST,
        "the Java data plane did not answer within "
            + limit.toSeconds()
            + " s; look with lvsctl get before trying again",
        cause);
  }

  /** Does some of what waits. Only the forwarding thread. */
  void work() {
    for (int i = 0; i < AT_A_TIME; i++) {
      FutureTask<?> task = work.poll();
      if (task == null) {
        return;
      }
      task.run();
    }
    doorbell.ring();
  }
}
