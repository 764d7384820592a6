package dev.lvsd.netlink;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;

/** Bytes that are not what netlink allows, or not what the reader expected at this place. */
public final class NetlinkFormatException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /** Where, counted from the start of the buffer. */
  private final int offset;

  /**
   * Something malformed.
   *
   * @param offset where, in bytes from the start of the buffer
   * @param message what was expected and what was found
   */
  public NetlinkFormatException(int offset, String message) {
    super(Blame.BUG, "malformed netlink message at byte " + offset + ": " + message);
    this.offset = offset;
  }

  /**
   * Where it is.
   *
   * @return in bytes from the start of the buffer
   */
  public int offset() {
    return offset;
  }
}
