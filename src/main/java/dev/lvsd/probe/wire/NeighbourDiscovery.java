package dev.lvsd.probe.wire;

import dev.lvsd.dataplane.packet.Checksums;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.Ipv6Header;
import dev.lvsd.model.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What ARP is for IPv4: a solicitation asks who has an IPv6 address, advertisements answer. With
 * their IPv6 header.
 *
 * <pre>
 *    40          41     42       44         48               64        65        66     72
 *    | 135 / 136 | 0    | sum    | flags    | address        | option  | 1       | MAC  |
 * </pre>
 *
 * @see "RFC 4861, sections 4.3, 4.4 and 7.2"
 */
final class NeighbourDiscovery {
  /** Where an advertisement has its type, from the first byte of the IPv6 header. */
  static final int TYPE_AT = 40;

  static final byte ADVERTISEMENT = (byte) 136;

  private static final byte SOLICITATION = (byte) 135;
  private static final int LENGTH = 72;
  private static final int CHECKSUM_AT = 42;
  private static final int TARGET_AT = 48;
  private static final int OPTIONS_AT = 64;
  private static final byte SOURCE_MAC = 1;
  private static final byte TARGET_MAC = 2;
  private static final int HOP_LIMIT = 255;
  private static final long GROUP_HIGH = 0xff02_0000_0000_0000L;
  private static final long GROUP_LOW = 0x0000_0001_ff00_0000L;
  private static final long GROUP_MAC = 0x3333_ff00_0000L;

  private NeighbourDiscovery() {}

  /**
   * An answer.
   *
   * @param address that was asked for
   * @param mac who has it
   */
  record Advertisement(Inet6Address address, MacAddress mac) {}

  /** The Ethernet address of the group to which a solicitation for an address goes. */
  static MacAddress groupMac(Inet6Address address) {
    return new MacAddress(GROUP_MAC | lowBits(address));
  }

  /**
   * Asks who has an address.
   *
   * @return direct, from 0 to its limit
   */
  static ByteBuffer whoHas(Inet6Address address, MacAddress asker, Inet6Address askerAddress) {
    ByteBuffer packet = ByteBuffer.allocateDirect(LENGTH);
    ByteBuffer source = ByteBuffer.wrap(askerAddress.getAddress());
    Ipv6Header.write(
        packet,
        0,
        0,
        LENGTH - Ipv6Header.LENGTH,
        IpProtocols.ICMPV6,
        HOP_LIMIT,
        source.getLong(0),
        source.getLong(8),
        GROUP_HIGH,
        GROUP_LOW | lowBits(address));
    packet
        .put(TYPE_AT, SOLICITATION)
        .put(TARGET_AT, address.getAddress())
        .put(OPTIONS_AT, SOURCE_MAC)
        .put(OPTIONS_AT + 1, (byte) 1) // in units of eight bytes
        .put(OPTIONS_AT + 2, asker.bytes());
    long sum = LENGTH - Ipv6Header.LENGTH + IpProtocols.ICMPV6;
    sum = Checksums.add(sum, packet, 8, LENGTH - 8); // from the source address on
    return packet.putShort(CHECKSUM_AT, (short) Checksums.finish(sum));
  }

  /**
   * Reads what was received. A forged one with another hop limit than 255 came from another link.
   *
   * @param packet big-endian, from 0 to its limit
   * @return empty if it is something else, or does not say who has the address
   */
  static Optional<Advertisement> decode(ByteBuffer packet) {
    if (packet.limit() < LENGTH
        || packet.get(0) >>> 4 != 6
        || packet.get(6) != IpProtocols.ICMPV6
        || (packet.get(7) & 0xff) != HOP_LIMIT
        || packet.get(TYPE_AT) != ADVERTISEMENT) {
      return Optional.empty();
    }
    int end = Math.min(packet.limit(), Ipv6Header.LENGTH + (packet.getShort(4) & 0xffff));
    int at = OPTIONS_AT;
    while (at + 8 <= end) {
      int length = (packet.get(at + 1) & 0xff) * 8;
      if (packet.get(at) == TARGET_MAC && length == 8) {
        byte[] mac = new byte[MacAddress.BYTES];
        packet.get(at + 2, mac);
        return Optional.of(new Advertisement(address(packet), MacAddress.of(mac)));
      }
      if (length == 0) {
        return Optional.empty(); // RFC 4861, section 4.6: such a packet is to be dropped
      }
      at += length;
    }
    return Optional.empty();
  }

  private static Inet6Address address(ByteBuffer packet) {
    byte[] bytes = new byte[16];
    packet.get(TARGET_AT, bytes);
    return address(bytes);
  }

  /** An IPv6 address stays one even if it has an IPv4 address inside. */
  static Inet6Address address(byte[] bytes) {
    try {
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are always an address", e);
    }
  }

  private static long lowBits(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt(12) & 0xff_ffffL;
  }
}
