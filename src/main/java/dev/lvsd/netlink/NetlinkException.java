package dev.lvsd.netlink;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import org.jspecify.annotations.Nullable;

/**
 * The kernel refused a request, or did not answer. The number and the kernel's own words are kept
 * apart from the sentence, so that a package that knows the family can say it better.
 */
public class NetlinkException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /** What was attempted. */
  private final String operation;

  /** The answer. */
  private final int errno;

  /** What the kernel said of it in words. */
  private final String kernelMessage;

  /**
   * A refusal.
   *
   * @param operation what was attempted, from {@link Request#describe()}
   * @param errno the kernel's answer
   * @param kernelMessage the kernel's own words; empty if it said none
   */
  public NetlinkException(String operation, int errno, String kernelMessage) {
    this(
        errno == Errno.EPERM ? Blame.HOST : Blame.KERNEL,
        operation,
        errno,
        kernelMessage,
        operation
            + ": "
            + Errno.text(errno)
            + " ("
            + Errno.name(errno)
            + ")"
            + (kernelMessage.isEmpty() ? "" : ": the kernel says \"" + kernelMessage + "\"")
            + (errno == Errno.EPERM ? "; it takes root with CAP_NET_ADMIN" : ""),
        null);
  }

  /**
   * A failure in other words.
   *
   * @param blame whose move it is
   * @param operation what was attempted
   * @param errno number of the failure
   * @param kernelMessage the kernel's own words; empty if it said none
   * @param message the whole sentence
   * @param cause what was caught, if anything
   */
  NetlinkException(
      Blame blame,
      String operation,
      int errno,
      String kernelMessage,
      String message,
      @Nullable Throwable cause) {
    super(blame, message, cause);
    this.operation = operation;
    this.errno = errno;
    this.kernelMessage = kernelMessage;
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
   * The kernel's answer as a number.
   *
   * @return one of the numbers of {@link Errno}, or another
   */
  public int errno() {
    return errno;
  }

  /**
   * The kernel's own words (extended acknowledgement).
   *
   * @return empty if it said none
   */
  public String kernelMessage() {
    return kernelMessage;
  }
}
