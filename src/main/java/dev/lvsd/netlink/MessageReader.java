package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSGERR_ATTR_MSG;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_HDRLEN;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK_TLVS;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_CAPPED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over the messages of a datagram. The accessors speak of the message that the last {@link
 * #next()} found.
 *
 * <p>Besides the layout of {@link MessageWriter} there are two kinds of answer without a header of
 * the protocol:
 *
 * <pre>
 *    NLMSG_ERROR  nlmsghdr | error, 0 or -errno | echoed nlmsghdr | [echoed rest] | [attributes]
 *    NLMSG_DONE   nlmsghdr | error, 0 or -errno | [attributes]
 * </pre>
 *
 * The rest is echoed unless NLM_F_CAPPED is set; attributes are there if NLM_F_ACK_TLVS is set.
 *
 * @see "linux/netlink.h: struct nlmsghdr, struct nlmsgerr"
 */
final class MessageReader {
  private static final int SIZEOF_ERROR = 4;

  private final ByteBuffer buffer;
  private int end;
  private int following;
  private int from;
  private int length;

  /**
   * Reads from a buffer that is filled again and again.
   *
   * @param buffer borrowed for good; its byte order becomes the host's
   */
  MessageReader(ByteBuffer buffer) {
    this.buffer = buffer.order(ByteOrder.nativeOrder());
  }

  /** Starts with what is now between the buffer's beginning and its limit. */
  void restart() {
    following = 0;
    end = buffer.limit();
  }

  /** Forgets the rest of the datagram. */
  void skipRest() {
    following = end;
  }

  /**
   * Goes to the next message.
   *
   * @return false when there is none
   * @throws NetlinkFormatException if what follows is no message, or one that is longer than the
   *     rest
   */
  boolean next() {
    int rest = end - following;
    if (rest == 0) {
      return false;
    }
    int at = following;
    // whatever is wrong with this message, nobody shall find it again
    skipRest();
    if (rest < NLMSG_HDRLEN) {
      throw new NetlinkFormatException(at, rest + " bytes left over after the last message");
    }
    int total = buffer.getInt(at);
    if (total < NLMSG_HDRLEN || total > rest) {
      throw new NetlinkFormatException(
          at,
          "message length "
              + Integer.toUnsignedString(total)
              + ", expected "
              + NLMSG_HDRLEN
              + " to "
              + rest);
    }
    from = at;
    length = total;
    following = at + Math.min(AttributeReader.align(total), rest);
    return true;
  }

  int type() {
    return buffer.getShort(from + 4) & 0xffff;
  }

  int flags() {
    return buffer.getShort(from + 6) & 0xffff;
  }

  boolean has(int flag) {
    return (flags() & flag) != 0;
  }

  int sequence() {
    return buffer.getInt(from + 8);
  }

  int portId() {
    return buffer.getInt(from + 12);
  }

  /** What the protocol puts in front of the attributes, in host byte order. */
  ByteBuffer header(int headerLength) {
    need(headerLength, "header");
    return buffer.slice(from + NLMSG_HDRLEN, headerLength).order(buffer.order());
  }

  /** The attributes behind the protocol's header; for messages that are neither error nor end. */
  AttributeReader attributes(int headerLength) {
    need(headerLength, "header");
    return new AttributeReader(buffer, from + NLMSG_HDRLEN + headerLength, from + length);
  }

  /**
   * The error number of NLMSG_ERROR, or of NLMSG_DONE.
   *
   * @return positive, or 0 for success
   */
  int errno() {
    need(SIZEOF_ERROR, "error number");
    int error = buffer.getInt(from + NLMSG_HDRLEN);
    if (error > 0 || error == Integer.MIN_VALUE) {
      throw new NetlinkFormatException(from + NLMSG_HDRLEN, "error number " + error);
    }
    return -error;
  }

  /**
   * The kernel's own words in NLMSG_ERROR.
   *
   * @return empty if it said none
   */
  String errorMessage() {
    if (!has(NLM_F_ACK_TLVS)) {
      return "";
    }
    need(SIZEOF_ERROR + NLMSG_HDRLEN, "error with echoed header");
    int echoed = NLMSG_HDRLEN;
    if (!has(NLM_F_CAPPED)) {
      int at = from + NLMSG_HDRLEN + SIZEOF_ERROR;
      echoed = buffer.getInt(at);
      if (echoed < NLMSG_HDRLEN || echoed > length - NLMSG_HDRLEN - SIZEOF_ERROR) {
        throw new NetlinkFormatException(at, "length of echoed request " + echoed);
      }
    }
    return message(SIZEOF_ERROR + AttributeReader.align(echoed));
  }

  /**
   * The kernel's own words in NLMSG_DONE.
   *
   * @return empty if it said none
   */
  String doneMessage() {
    if (!has(NLM_F_ACK_TLVS)) {
      return "";
    }
    need(SIZEOF_ERROR, "error number");
    return message(SIZEOF_ERROR);
  }

  private String message(int offset) {
    int at = Math.min(from + NLMSG_HDRLEN + offset, from + length);
    AttributeReader extended = new AttributeReader(buffer, at, from + length);
    while (extended.next()) {
      if (extended.type() == NLMSGERR_ATTR_MSG) {
        return extended.string();
      }
    }
    return "";
  }

  private void need(int payload, String what) {
    if (length < NLMSG_HDRLEN + payload) {
      throw new NetlinkFormatException(
          from, "message of " + length + " bytes is too short for its " + what);
    }
  }
}
