package dev.lvsd.host.announce;

import dev.lvsd.model.MacAddress;
import java.net.Inet6Address;
import java.nio.ByteBuffer;

/**
 * An unsolicited neighbour advertisement, with its IPv6 header, to all nodes of the link.
 *
 * <pre>
 *    0         4         6        7          8                24                       40
 *    | version | 32      | 58     | 255 hops | address        | ff02::1                | IPv6
 *    40        41        42       44         48               64        65        66     72
 *    | 136     | 0       | sum    | flags    | address        | 2       | 1       | MAC  | ICMPv6, option
 * </pre>
 *
 * <p>The override flag lets neighbours replace the MAC that they have; where they have none they
 * make no entry. The router flag says what the interface says otherwise, because neighbours forget
 * a router that calls itself a host.
 *
 * @see "RFC 4861, sections 4.4, 7.2.5 and 7.2.6; RFC 4443, section 2.3"
 */
final class NeighbourAdvertisement {
  private static final int LENGTH = 72;
  private static final int ICMP_LENGTH = 32;
  private static final int ICMP = 40;
  private static final int CHECKSUM = 42;
  private static final int SOURCE = 8;
  private static final byte ICMPV6 = 58;
  private static final byte HOP_LIMIT = (byte) 255;
  private static final byte ADVERTISEMENT = (byte) 136;
  private static final byte TARGET_LINK_LAYER_ADDRESS = 2;
  private static final int ROUTER = 0x8000_0000;
  private static final int OVERRIDE = 0x2000_0000;
  private static final byte[] ALL_NODES = {
    (byte) 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  };

  /** The Ethernet address of {@code ff02::1} (RFC 2464, section 7). */
  static final MacAddress ALL_NODES_MAC = new MacAddress(0x3333_0000_0001L);

  private NeighbourAdvertisement() {}

  /** Says where an address is; sent from the address itself. */
  static ByteBuffer packet(Inet6Address address, MacAddress from, boolean router) {
    ByteBuffer packet =
        ByteBuffer.allocateDirect(LENGTH)
            .putInt(6 << 28)
            .putShort((short) ICMP_LENGTH)
            .put(ICMPV6)
            .put(HOP_LIMIT)
            .put(address.getAddress())
            .put(ALL_NODES)
            .put(ADVERTISEMENT)
            .put((byte) 0)
            .putShort((short) 0)
            .putInt(OVERRIDE | (router ? ROUTER : 0))
            .put(address.getAddress())
            .put(TARGET_LINK_LAYER_ADDRESS)
            .put((byte) 1) // in units of eight bytes
            .put(from.bytes())
            .flip();
    return packet.putShort(CHECKSUM, checksum(packet));
  }

  /**
   * The complement of the ones' complement sum over both addresses, the length of what follows, the
   * protocol, and the message with a zero in place of the sum.
   */
  private static short checksum(ByteBuffer packet) {
    long sum = ICMP_LENGTH + ICMPV6;
    for (int at = SOURCE; at < LENGTH; at += 2) {
      if (at != CHECKSUM) {
        sum += packet.getShort(at) & 0xffff;
      }
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  static {
    assert ICMP + ICMP_LENGTH == LENGTH;
  }
}
