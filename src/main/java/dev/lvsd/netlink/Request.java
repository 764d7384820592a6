package dev.lvsd.netlink;

import java.nio.ByteBuffer;

/**
 * One request to the kernel. Immutable; may be sent more than once.
 *
 * <p>The connection adds the flags that belong to how it is sent (NLM_F_REQUEST, NLM_F_ACK,
 * NLM_F_DUMP), the sequence number and the sender.
 */
public sealed interface Request permits GenericRequest, RouteRequest {
  /** Longest request in bytes, headers included. */
  int MAX_BYTES = 4096;

  /**
   * What the message is.
   *
   * @return its nlmsg_type
   */
  int type();

  /**
   * Flags beyond those that the connection adds.
   *
   * @return NLM_F_… bits
   */
  default int flags() {
    return 0;
  }

  /**
   * Writes what the protocol wants between the netlink header and the attributes.
   *
   * @param out in the host's byte order; its position must move by a multiple of four
   */
  void encodeHeader(ByteBuffer out);

  /**
   * Writes the request's attributes.
   *
   * @param out the message, behind its headers
   */
  void encode(AttributeWriter out);

  /**
   * The request in words, for errors; called only when there is one.
   *
   * @return for example {@code create service tcp 10.0.0.1:80}
   */
  String describe();
}
