package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A view of an IPv4 header (RFC 791).
 *
 * <pre>
 *    0                   1                   2                   3
 *   |Version|  IHL  | DSCP      |ECN|         Total length          |
 *   |         Identification        |0 D M|     Fragment offset     |
 *   | Time to live  |   Protocol    |        Header checksum        |
 *   |                        Source address                         |
 *   |                      Destination address                      |
 *   |                    Options, to the length of IHL              |
 * </pre>
 */
public final class Ipv4Header extends HeaderView {
  /** Bytes of a header without options. */
  public static final int MIN_LENGTH = 20;

  private static final int TOS = 1;
  private static final int TOTAL_LENGTH = 2;
  private static final int ID = 4;
  private static final int FRAGMENT = 6;
  private static final int TTL = 8;
  private static final int PROTOCOL = 9;
  private static final int CHECKSUM = 10;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;

  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MORE_FRAGMENTS = 0x2000;

  /**
   * Moves to a whole packet and checks version, lengths and header checksum, as a host does before
   * it looks further.
   *
   * @param bytes big-endian
   * @param from first byte of the header
   * @param to first byte behind what was received; may lie behind the packet's end
   * @return false if this is not a good IPv4 packet
   */
  public boolean wrap(ByteBuffer bytes, int from, int to) {
    if (!wrapQuoted(bytes, from, to)) {
      return false;
    }
    int total = totalLength();
    if (total < length() || from + total > to || length() > to - from) {
      return false;
    }
    end = from + total;
    return Checksums.finish(Checksums.add(0, buffer, at, length())) == 0;
  }

  /**
   * Moves to a header that an ICMP error quotes: the packet may be cut, and nobody has checked it.
   *
   * @param bytes big-endian
   * @param from first byte of the header
   * @param to first byte behind the quote
   * @return false if there is no IPv4 header
   */
  public boolean wrapQuoted(ByteBuffer bytes, int from, int to) {
    return window(bytes, from, to, MIN_LENGTH) && u8(0) >>> 4 == 4 && length() >= MIN_LENGTH;
  }

  /**
   * Bytes of the header, options included.
   *
   * @return 20 to 60
   */
  public int length() {
    return (u8(0) & 0xf) * 4;
  }

  /**
   * DSCP and ECN bits.
   *
   * @return 8 bits
   */
  public int tos() {
    return u8(TOS);
  }

  /**
   * Bytes of the packet, header included.
   *
   * @return 16 bits
   */
  public int totalLength() {
    return u16(TOTAL_LENGTH);
  }

  /**
   * Identification of the packet's fragments.
   *
   * @return 16 bits
   */
  public int id() {
    return u16(ID);
  }

  /**
   * Whether routers may not fragment the packet.
   *
   * @return the DF bit
   */
  public boolean dontFragment() {
    return (u16(FRAGMENT) & DONT_FRAGMENT) != 0;
  }

  /**
   * Whether fragments follow.
   *
   * @return the MF bit
   */
  public boolean moreFragments() {
    return (u16(FRAGMENT) & MORE_FRAGMENTS) != 0;
  }

  /**
   * Where the payload belongs in the unfragmented packet.
   *
   * @return bytes, a multiple of 8; 0 in packets that are whole
   */
  public int fragmentOffset() {
    return (u16(FRAGMENT) & 0x1fff) * 8;
  }

  /**
   * Time to live.
   *
   * @return 8 bits
   */
  public int ttl() {
    return u8(TTL);
  }

  /** Takes one from the time to live and patches the checksum (RFC 1141). */
  public void decrementTtl() {
    int before = u16(TTL);
    put8(TTL, ttl() - 1);
    put16(CHECKSUM, Checksums.replace(checksum(), before, u16(TTL)));
  }

  /**
   * What the payload is.
   *
   * @return an {@link IpProtocols} number
   */
  public int protocol() {
    return u8(PROTOCOL);
  }

  /**
   * Checksum of the header.
   *
   * @return 16 bits
   */
  public int checksum() {
    return u16(CHECKSUM);
  }

  /**
   * Source address.
   *
   * @return 32 bits
   */
  public int source() {
    return buffer.getInt(at + SOURCE);
  }

  /**
   * Destination address.
   *
   * @return 32 bits
   */
  public int destination() {
    return buffer.getInt(at + DESTINATION);
  }

  /**
   * Rewrites the source and patches the header checksum.
   *
   * @param address 32 bits
   */
  public void source(int address) {
    rewrite(SOURCE, address);
  }

  /**
   * Rewrites the destination and patches the header checksum.
   *
   * @param address 32 bits
   */
  public void destination(int address) {
    rewrite(DESTINATION, address);
  }

  private void rewrite(int offset, int address) {
    int before = buffer.getInt(at + offset);
    buffer.putInt(at + offset, address);
    put16(CHECKSUM, Checksums.replace(checksum(), before, address));
  }

  /** Computes the header checksum anew; also repairs one that was wrong. */
  public void computeChecksum() {
    put16(CHECKSUM, 0);
    put16(CHECKSUM, Checksums.finish(Checksums.add(0, buffer, at, length())));
  }

  /**
   * Changes the total length, after something was put in or cut off, and patches the checksum.
   *
   * @param bytes header and payload
   */
  public void totalLength(int bytes) {
    int before = totalLength();
    put16(TOTAL_LENGTH, bytes);
    put16(CHECKSUM, Checksums.replace(checksum(), before, bytes));
    end = at + bytes;
  }

  /** The header was moved down by as many bytes as the packet is longer now. */
  void grow(int bytes) {
    at -= bytes;
    totalLength(totalLength() + bytes);
  }

  /**
   * Writes a whole header without options, with its checksum.
   *
   * @param bytes where to; big-endian
   * @param from first byte
   * @param tos DSCP and ECN
   * @param totalLength of the packet
   * @param id identification
   * @param dontFragment whether DF is set
   * @param ttl time to live
   * @param protocol of the payload
   * @param source 32 bits
   * @param destination 32 bits
   */
  public static void write(
      ByteBuffer bytes,
      int from,
      int tos,
      int totalLength,
      int id,
      boolean dontFragment,
      int ttl,
      int protocol,
      int source,
      int destination) {
    bytes.putShort(from, (short) (0x4500 | tos));
    bytes.putShort(from + TOTAL_LENGTH, (short) totalLength);
    bytes.putShort(from + ID, (short) id);
    bytes.putShort(from + FRAGMENT, (short) (dontFragment ? DONT_FRAGMENT : 0));
    bytes.putShort(from + TTL, (short) (ttl << 8 | protocol));
    bytes.putShort(from + CHECKSUM, (short) 0);
    bytes.putInt(from + SOURCE, source);
    bytes.putInt(from + DESTINATION, destination);
    int checksum = Checksums.finish(Checksums.add(0, bytes, from, MIN_LENGTH));
    bytes.putShort(from + CHECKSUM, (short) checksum);
  }
}
