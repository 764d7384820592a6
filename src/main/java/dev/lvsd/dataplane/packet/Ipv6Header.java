package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A view of an IPv6 header (RFC 8200) with its extension headers.
 *
 * <pre>
 *    0                   1                   2                   3
 *   |Version| Traffic class |           Flow label                  |
 *   |         Payload length        |  Next header  |   Hop limit   |
 *   |                  Source address, 16 bytes                     |
 *   |                Destination address, 16 bytes                  |
 * </pre>
 *
 * <p>Jumbograms are refused. The walk over extension headers skips what the kernel skips (hop by
 * hop, routing, destination options, authentication) and stops at a fragment that is not the first.
 */
public final class Ipv6Header extends HeaderView {
  /** Bytes of the fixed header. */
  public static final int LENGTH = 40;

  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;

  private int protocol;
  private int transportAt;
  private int fragmentAt;

  /**
   * Moves to a whole packet, checks version and length, and finds the transport header.
   *
   * @param bytes big-endian
   * @param from first byte of the header
   * @param to first byte behind what was received; may lie behind the packet's end
   * @return false if this is not a good IPv6 packet
   */
  public boolean wrap(ByteBuffer bytes, int from, int to) {
    if (!window(bytes, from, to, LENGTH)
        || version() != 6
        || payloadLength() > to - from - LENGTH) {
      return false;
    }
    end = from + LENGTH + payloadLength();
    return findTransport();
  }

  /**
   * Moves to a header that an ICMPv6 error quotes: the packet may be cut.
   *
   * @param bytes big-endian
   * @param from first byte of the header
   * @param to first byte behind the quote
   * @return false if there is no IPv6 header, or it ends among the extension headers
   */
  public boolean wrapQuoted(ByteBuffer bytes, int from, int to) {
    return window(bytes, from, to, LENGTH) && version() == 6 && findTransport();
  }

  private boolean findTransport() {
    fragmentAt = -1;
    int next = u8(NEXT_HEADER);
    int position = at + LENGTH;
    while (IpProtocols.isExtension(next) && next != IpProtocols.NO_NEXT_HEADER) {
      if (end - position < 8) {
        return false;
      }
      int following = buffer.get(position) & 0xff;
      int units = buffer.get(position + 1) & 0xff;
      if (next == IpProtocols.FRAGMENT) {
        fragmentAt = position;
        if (fragmentOffset() != 0) {
          next = following;
          position += 8;
          break;
        }
        position += 8;
      } else {
        position += next == IpProtocols.AH ? (units + 2) * 4 : (units + 1) * 8;
      }
      next = following;
    }
    protocol = next;
    transportAt = position;
    return position <= end;
  }

  private int version() {
    return u8(0) >>> 4;
  }

  /**
   * Traffic class: DSCP and ECN bits.
   *
   * @return 8 bits
   */
  public int trafficClass() {
    return (u16(0) >>> 4) & 0xff;
  }

  /**
   * Bytes behind the fixed header.
   *
   * @return 16 bits
   */
  public int payloadLength() {
    return u16(PAYLOAD_LENGTH);
  }

  /** The headers were moved down by as many bytes as the packet is longer now. */
  void grow(int bytes) {
    at -= bytes;
    transportAt -= bytes;
    fragmentAt -= fragmentAt < 0 ? 0 : bytes;
    payloadLength(payloadLength() + bytes);
  }

  /**
   * Changes the payload length, after something was put in or cut off.
   *
   * @param bytes behind the fixed header
   */
  public void payloadLength(int bytes) {
    put16(PAYLOAD_LENGTH, bytes);
    end = at + LENGTH + bytes;
  }

  /**
   * What the last header before the payload announces.
   *
   * @return an {@link IpProtocols} number
   */
  public int protocol() {
    return protocol;
  }

  /**
   * Where the transport header begins, or the payload of a later fragment.
   *
   * @return index into the buffer, at most {@link #end()}
   */
  public int transportAt() {
    return transportAt;
  }

  /**
   * Whether there is a fragment header.
   *
   * @return true also for a fragment header with nothing before and behind it (an atomic fragment)
   */
  public boolean hasFragmentHeader() {
    return fragmentAt >= 0;
  }

  /**
   * Where the payload belongs in the unfragmented packet.
   *
   * @return bytes, a multiple of 8; 0 in first fragments and whole packets
   */
  public int fragmentOffset() {
    return fragmentAt < 0 ? 0 : buffer.getShort(fragmentAt + 2) & 0xfff8;
  }

  /**
   * Whether fragments follow.
   *
   * @return the M bit
   */
  public boolean moreFragments() {
    return fragmentAt >= 0 && (buffer.getShort(fragmentAt + 2) & 1) != 0;
  }

  /**
   * Identification of the packet's fragments.
   *
   * @return 32 bits, 0 without a fragment header
   */
  public int fragmentId() {
    return fragmentAt < 0 ? 0 : buffer.getInt(fragmentAt + 4);
  }

  /**
   * Hop limit.
   *
   * @return 8 bits
   */
  public int hopLimit() {
    return u8(HOP_LIMIT);
  }

  /** Takes one from the hop limit; no checksum covers it. */
  public void decrementHopLimit() {
    put8(HOP_LIMIT, hopLimit() - 1);
  }

  /**
   * First half of the source address.
   *
   * @return 64 bits
   */
  public long sourceHigh() {
    return buffer.getLong(at + SOURCE);
  }

  /**
   * Second half of the source address.
   *
   * @return 64 bits
   */
  public long sourceLow() {
    return buffer.getLong(at + SOURCE + 8);
  }

  /**
   * First half of the destination address.
   *
   * @return 64 bits
   */
  public long destinationHigh() {
    return buffer.getLong(at + DESTINATION);
  }

  /**
   * Second half of the destination address.
   *
   * @return 64 bits
   */
  public long destinationLow() {
    return buffer.getLong(at + DESTINATION + 8);
  }

  /**
   * Rewrites the source.
   *
   * @param high first half
   * @param low second half
   */
  public void source(long high, long low) {
    buffer.putLong(at + SOURCE, high);
    buffer.putLong(at + SOURCE + 8, low);
  }

  /**
   * Rewrites the destination.
   *
   * @param high first half
   * @param low second half
   */
  public void destination(long high, long low) {
    buffer.putLong(at + DESTINATION, high);
    buffer.putLong(at + DESTINATION + 8, low);
  }

  /**
   * Writes a fixed header, flow label 0.
   *
   * @param bytes where to; big-endian
   * @param from first byte
   * @param trafficClass DSCP and ECN
   * @param payloadLength bytes that follow
   * @param nextHeader what follows
   * @param hopLimit hop limit
   * @param sourceHigh first half of the source
   * @param sourceLow second half of the source
   * @param destinationHigh first half of the destination
   * @param destinationLow second half of the destination
   */
  public static void write(
      ByteBuffer bytes,
      int from,
      int trafficClass,
      int payloadLength,
      int nextHeader,
      int hopLimit,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow) {
    bytes.putInt(from, (6 << 28) | (trafficClass << 20));
    bytes.putShort(from + PAYLOAD_LENGTH, (short) payloadLength);
    bytes.putShort(from + NEXT_HEADER, (short) (nextHeader << 8 | hopLimit));
    bytes.putLong(from + SOURCE, sourceHigh);
    bytes.putLong(from + SOURCE + 8, sourceLow);
    bytes.putLong(from + DESTINATION, destinationHigh);
    bytes.putLong(from + DESTINATION + 8, destinationLow);
  }
}
