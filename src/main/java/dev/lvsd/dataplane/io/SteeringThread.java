package dev.lvsd.dataplane.io;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;

/**
 * The thread that owns routes, rules and proxied neighbours, in the network namespace of the thread
 * that made it. One piece of work at a time, in the order in which it came; at most {@value
 * #CAPACITY} pieces wait.
 */
final class SteeringThread implements AutoCloseable {
  private static final int CAPACITY = 256;
  private static final int LIMIT_SECONDS = 20;

  private final ThreadPoolExecutor executor;

  SteeringThread(String name) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            MILLISECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.prestartAllCoreThreads();
  }

  /** Has something done, and waits for it. What it throws passes if it is unchecked. */
  <T> T call(Callable<T> work) {
    Future<T> task;
    try {
      task = executor.submit(work);
    } catch (RejectedExecutionException e) {
      throw new LvsdException(
          Blame.HOST, "the Java data plane is closed, or has too much to do; try again", e);
    }
    try {
      return task.get(LIMIT_SECONDS, SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("while steering packets: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new LvsdException(
          Blame.HOST,
          "the Java data plane did not steer packets within " + LIMIT_SECONDS + " s; look at it",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LvsdException(Blame.HOST, "interrupted while packets were steered", e);
    }
  }

  /** Has something done, and waits for it. */
  void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
