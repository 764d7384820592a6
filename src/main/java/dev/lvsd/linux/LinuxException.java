package dev.lvsd.linux;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;

/** A system call failed. The number is kept, the sentence is made once. */
public final class LinuxException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /** What was attempted. */
  private final String operation;

  /** Why it failed. */
  private final int errno;

  /**
   * A failure.
   *
   * @param operation what was attempted, on what: {@code receive from netlink socket}
   * @param errno the number that the call left behind
   */
  public LinuxException(String operation, int errno) {
    this(operation, errno, "");
  }

  /**
   * A failure with a next step.
   *
   * @param operation what was attempted, on what: {@code open netlink socket}
   * @param errno the number that the call left behind
   * @param advice what to try; empty if nobody knows
   */
  public LinuxException(String operation, int errno, String advice) {
    super(
        errno == Errno.EBADF || errno == Errno.EFAULT ? Blame.BUG : Blame.HOST,
        operation
            + ": "
            + Errno.text(errno)
            + " ("
            + Errno.name(errno)
            + ")"
            + (advice.isEmpty() ? "" : "; " + advice));
    this.operation = operation;
    this.errno = errno;
  }

  /**
   * What was attempted.
   *
   * @return in words
   */
  public String operation() {
    return operation;
  }

  /**
   * Why it failed.
   *
   * @return one of the numbers of {@link Errno}, or another
   */
  public int errno() {
    return errno;
  }
}
