package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSG_HDRLEN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Puts requests one behind the other into a datagram.
 *
 * <pre>
 *    0          4        6         8            12          16
 *    | length   | type   | flags   | sequence   | port id   | header of the protocol | attributes
 *    | nlmsghdr                                             | genlmsghdr, ifaddrmsg … |
 * </pre>
 *
 * <p>All numbers in host byte order. The sender's port id stays 0: the kernel takes it from the
 * socket.
 *
 * @see "linux/netlink.h: struct nlmsghdr"
 */
final class MessageWriter {
  private static final int FLAGS = 6;

  private final ByteBuffer buffer;
  private final AttributeWriter attributes;
  private int start;

  /**
   * Writes into a buffer from its beginning.
   *
   * @param buffer borrowed for good; its byte order becomes the host's
   */
  MessageWriter(ByteBuffer buffer) {
    this.buffer = buffer.order(ByteOrder.nativeOrder());
    this.attributes = new AttributeWriter(buffer);
    buffer.clear();
  }

  /** Forgets what was written. */
  void clear() {
    buffer.clear();
    start = 0;
  }

  boolean isEmpty() {
    return buffer.position() == 0;
  }

  /** Whether the longest request would still fit. */
  boolean hasRoom() {
    return buffer.capacity() - buffer.position() >= Request.MAX_BYTES;
  }

  /**
   * Appends a request; there must be room for it.
   *
   * @param request what to ask
   * @param flags added to the request's own
   * @param sequence what the answers shall carry
   */
  void append(Request request, int flags, int sequence) {
    start = buffer.position();
    buffer.limit(Math.min(start + Request.MAX_BYTES, buffer.capacity()));
    try {
      buffer
          .putInt(0)
          .putShort((short) request.type())
          .putShort((short) (request.flags() | flags))
          .putInt(sequence)
          .putInt(0);
      request.encodeHeader(buffer);
      request.encode(attributes);
      buffer.putInt(start, buffer.position() - start);
    } catch (RuntimeException e) {
      buffer.position(start);
      throw e;
    } finally {
      buffer.limit(buffer.capacity());
    }
  }

  /** Adds flags to the request that was appended last. */
  void flagLast(int flags) {
    buffer.putShort(start + FLAGS, (short) (buffer.getShort(start + FLAGS) | flags));
  }

  /** What was written, between position and limit, to be followed by {@link #clear}. */
  ByteBuffer datagram() {
    return buffer.flip();
  }

  static {
    assert NLMSG_HDRLEN == 16;
  }
}
