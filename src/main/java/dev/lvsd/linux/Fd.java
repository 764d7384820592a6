package dev.lvsd.linux;

import dev.lvsd.diag.Errno;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor that has an owner. The owner closes it, once; who uses it afterwards hears of
 * it instead of using a number that may be somebody else's by now.
 *
 * <p>Open ones are counted, so that a test can tell what it left behind.
 */
public final class Fd implements AutoCloseable {
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final int CLOSED = -1;

  private final AtomicInteger number;

  /**
   * Takes ownership.
   *
   * @param number an open descriptor that nobody else closes
   */
  Fd(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("descriptor " + number);
    }
    this.number = new AtomicInteger(number);
    OPEN.incrementAndGet();
  }

  /**
   * How many descriptors of this process are open; those of Java itself do not count.
   *
   * @return 0 when everything was closed
   */
  public static int openCount() {
    return OPEN.get();
  }

  /**
   * The number, for a system call.
   *
   * @return 0 or more
   * @throws IllegalStateException if it was closed
   */
  int number() {
    int open = number.get();
    if (open == CLOSED) {
      throw new IllegalStateException("used after it was closed");
    }
    return open;
  }

  /** Closes it; doing so again does nothing. */
  @Override
  public void close() {
    int open = number.getAndSet(CLOSED);
    if (open == CLOSED) {
      return;
    }
    OPEN.decrementAndGet();
    // Linux frees the number before anything can go wrong: close is never repeated, not even after
    // EINTR, because the number may belong to another thread already
    if (Native.libc().close(open) < 0 && Native.errno() != Errno.EINTR) {
      throw new LinuxException("close descriptor " + open, Native.errno());
    }
  }

  @Override
  public String toString() {
    int open = number.get();
    return open == CLOSED ? "closed descriptor" : "descriptor " + open;
  }
}
