package dev.lvsd.ipvs;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import org.jspecify.annotations.Nullable;

/**
 * A data plane refused. {@link #errno()} is what it said as a number; the message names operation,
 * object, reason and next step.
 */
public final class IpvsException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /** Errno of the refusal, 0 if there is none. */
  private final int errno;

  /**
   * A refusal.
   *
   * @param blame whose move it is
   * @param errno the number that the kernel answered, or that the Java plane answers in its place;
   *     0 if there is none
   * @param message operation, object, reason, next step
   * @param cause what was caught, if anything
   */
  public IpvsException(Blame blame, int errno, String message, @Nullable Throwable cause) {
    super(blame, message, cause);
    this.errno = errno;
  }

  /**
   * The error number.
   *
   * @return a Linux errno, 0 if there is none
   */
  public int errno() {
    return errno;
  }
}
