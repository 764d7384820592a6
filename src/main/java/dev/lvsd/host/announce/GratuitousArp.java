package dev.lvsd.host.announce;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * ARP for Ethernet and IPv4, about the sender's own address.
 *
 * <pre>
 *    0          2          4         5         6         8             14         18            24
 *    | hardware | protocol | lengths           | op      | sender's    | sender's | target's    | target's
 *    | 1        | 0x0800   | 6       | 4       | 1 or 2  | MAC         | IPv4     | MAC         | IPv4
 * </pre>
 *
 * <p>Sender and target are the same address. Neighbours differ in which form they believe, so that
 * both are sent: a request, whose target's MAC nobody asks for (RFC 5227, section 3), and a reply,
 * whose target's MAC is that which caches shall have (RFC 5944, section 4.6). Neither makes an
 * entry where a neighbour has none.
 *
 * @see "RFC 826; RFC 5227; RFC 5944"
 */
final class GratuitousArp {
  private static final int LENGTH = 28;
  private static final short ETHERNET = 1;
  private static final short IPV4 = 0x0800;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;

  private GratuitousArp() {}

  /** Asks who has the address, and says it by asking. */
  static ByteBuffer request(Inet4Address address, MacAddress from) {
    return packet(REQUEST, address, from, MacAddress.UNKNOWN);
  }

  /** Answers what nobody asked. */
  static ByteBuffer reply(Inet4Address address, MacAddress from) {
    return packet(REPLY, address, from, from);
  }

  private static ByteBuffer packet(
      short operation, Inet4Address address, MacAddress sender, MacAddress target) {
    return ByteBuffer.allocateDirect(LENGTH)
        .putShort(ETHERNET)
        .putShort(IPV4)
        .put((byte) MacAddress.BYTES)
        .put((byte) 4)
        .putShort(operation)
        .put(sender.bytes())
        .put(address.getAddress())
        .put(target.bytes())
        .put(address.getAddress())
        .flip();
  }
}
