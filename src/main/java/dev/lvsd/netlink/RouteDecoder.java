package dev.lvsd.netlink;

import java.nio.ByteBuffer;

/**
 * Makes a value from one answer of route netlink.
 *
 * @param <T> the value
 */
@FunctionalInterface
public interface RouteDecoder<T> {
  /**
   * Reads one answer.
   *
   * @param header the structure behind the netlink header, from 0 to its limit, in the host's byte
   *     order; valid during this call only
   * @param attributes valid during this call only
   * @return the value
   * @throws NetlinkFormatException if the answer is not what it should be
   */
  T decode(ByteBuffer header, AttributeReader attributes);
}
