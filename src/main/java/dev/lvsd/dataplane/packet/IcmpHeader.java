package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A view of an ICMP (RFC 792) or ICMPv6 (RFC 4443) message: type at 0, code at 1, checksum at 2,
 * four bytes that depend on the type at 4, and in errors the packet that caused them from 8.
 */
public final class IcmpHeader extends HeaderView {
  /** Bytes before what an error quotes. */
  public static final int LENGTH = 8;

  /** ICMP type destination unreachable. */
  public static final int UNREACHABLE = 3;

  /** ICMP code port unreachable. */
  public static final int PORT_UNREACHABLE = 3;

  /** ICMP code host unreachable. */
  public static final int HOST_UNREACHABLE = 1;

  /** ICMP code fragmentation needed. */
  public static final int FRAGMENTATION_NEEDED = 4;

  /** ICMP type source quench. */
  public static final int SOURCE_QUENCH = 4;

  /** ICMP type time exceeded. */
  public static final int TIME_EXCEEDED = 11;

  /** ICMPv6 type destination unreachable. */
  public static final int V6_UNREACHABLE = 1;

  /** ICMPv6 code address unreachable. */
  public static final int V6_ADDRESS_UNREACHABLE = 3;

  /** ICMPv6 code port unreachable. */
  public static final int V6_PORT_UNREACHABLE = 4;

  /** ICMPv6 type packet too big. */
  public static final int V6_PACKET_TOO_BIG = 2;

  /** ICMPv6 type time exceeded. */
  public static final int V6_TIME_EXCEEDED = 3;

  private static final int CHECKSUM = 2;

  /**
   * Moves to a message.
   *
   * @param bytes big-endian
   * @param from first byte
   * @param to first byte behind the packet
   * @return false if it is too short
   */
  public boolean wrap(ByteBuffer bytes, int from, int to) {
    return window(bytes, from, to, LENGTH);
  }

  /**
   * Type of the message.
   *
   * @return 8 bits
   */
  public int type() {
    return u8(0);
  }

  /**
   * Code within the type.
   *
   * @return 8 bits
   */
  public int code() {
    return u8(1);
  }

  /**
   * The four bytes before the quote; the MTU for {@link #FRAGMENTATION_NEEDED}.
   *
   * @return 32 bits
   */
  public int info() {
    return buffer.getInt(at + 4);
  }

  /**
   * Whether the message is an ICMP error that concerns a connection.
   *
   * @return true for unreachable, source quench and time exceeded
   */
  public boolean isError() {
    int type = type();
    return type == UNREACHABLE || type == SOURCE_QUENCH || type == TIME_EXCEEDED;
  }

  /**
   * Whether the message is an ICMPv6 error.
   *
   * @return true for types below 128
   */
  public boolean isV6Error() {
    return type() < 128;
  }

  /**
   * Whether the checksum of an ICMP message is right.
   *
   * @param pseudoSum sum of the pseudo header for ICMPv6, 0 for ICMP
   * @return false if it is wrong
   */
  public boolean isIntact(long pseudoSum) {
    return Checksums.finish(Checksums.add(pseudoSum, buffer, at, end - at)) == 0;
  }

  /**
   * Computes the checksum anew.
   *
   * @param pseudoSum sum of the pseudo header for ICMPv6, 0 for ICMP
   */
  public void computeChecksum(long pseudoSum) {
    put16(CHECKSUM, 0);
    put16(CHECKSUM, Checksums.finish(Checksums.add(pseudoSum, buffer, at, end - at)));
  }
}
