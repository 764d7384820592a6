package dev.lvsd.netlink;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import java.time.Duration;

/** The kernel did not answer in time. Whether it did what was asked is unknown. */
public final class NetlinkTimeoutException extends NetlinkException {
  private static final long serialVersionUID = 1L;

  /**
   * No answer.
   *
   * @param operation what was attempted
   * @param waited how long
   */
  public NetlinkTimeoutException(String operation, Duration waited) {
    super(
        Blame.KERNEL,
        operation,
        Errno.ETIMEDOUT,
        "",
        operation
            + ": the kernel did not answer within "
            + waited.toMillis()
            + " ms; it may have done it nevertheless, so look before trying again",
        null);
  }
}
