package dev.lvsd.linux;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.lvsd.diag.Errno;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * A network namespace for as long as some code runs: empty, seen by nobody else, and gone
 * afterwards. Things can be tried in it without touching the machine's own network.
 *
 * <p>The namespace belongs to a thread that is made for the purpose and never used again.
 */
public final class PrivateNetwork {
  /** linux/sched.h: a network namespace of its own. */
  private static final int CLONE_NEWNET = 0x40000000;

  private PrivateNetwork() {}

  /** Apart from {@link Native}, because only few starts of the program need it. */
  public interface LibC {
    /** unshare(2); concerns the calling thread. */
    int unshare(int flags);
  }

  /**
   * Runs code in a namespace of its own, whose loopback interface is down.
   *
   * @param <T> what it gives
   * @param code must close what it opens
   * @param limit how long to wait for it
   * @return what it gave
   * @throws LinuxException EPERM without CAP_SYS_ADMIN, ETIMEDOUT if the code takes too long; what
   *     the code throws passes if it is unchecked
   */
  public static <T> T call(Callable<T> code, Duration limit) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              enter();
              return code.call();
            });
    Thread thread = new Thread(task, "private-network");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toNanos(), NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("in a private network namespace: " + e.getCause(), e);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new LinuxException("work in a private network namespace", Errno.ETIMEDOUT);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new LinuxException("work in a private network namespace", Errno.EINTR);
    }
  }

  private static void enter() {
    LibC libc =
        LibraryLoader.create(LibC.class).failImmediately().load(LibraryLoader.DEFAULT_LIBRARY);
    if (libc.unshare(CLONE_NEWNET) < 0) {
      throw new LinuxException(
          "make a private network namespace",
          Runtime.getRuntime(libc).getLastError(),
          "it takes CAP_SYS_ADMIN");
    }
  }
}
