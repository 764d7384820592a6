package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A view of a TCP header (RFC 9293): ports at 0 and 2, sequence number at 4, acknowledgement at 8,
 * data offset and flags at 12, window at 14, checksum at 16, options from 20.
 */
public final class TcpHeader extends HeaderView {
  /** Bytes of a header without options. */
  public static final int MIN_LENGTH = 20;

  /** Where the checksum stands in the header. */
  public static final int CHECKSUM = 16;

  /** Flag FIN. */
  public static final int FIN = 0x01;

  /** Flag SYN. */
  public static final int SYN = 0x02;

  /** Flag RST. */
  public static final int RST = 0x04;

  /** Flag ACK. */
  public static final int ACK = 0x10;

  static final int DATA_OFFSET = 12;

  private static final int FLAGS = 13;

  /**
   * Moves to a header.
   *
   * @param bytes big-endian
   * @param from first byte
   * @param to first byte behind the packet
   * @return false if the packet is too short for the fixed part
   */
  public boolean wrap(ByteBuffer bytes, int from, int to) {
    return window(bytes, from, to, MIN_LENGTH);
  }

  /**
   * The eight flag bits.
   *
   * @return {@link #FIN}, {@link #SYN}, {@link #RST}, {@link #ACK} and others
   */
  public int flags() {
    return u8(FLAGS);
  }

  /**
   * Bytes of the header, options included, as the packet claims.
   *
   * @return 0 to 60; unchecked
   */
  public int length() {
    return (u8(DATA_OFFSET) >>> 4) * 4;
  }

  /**
   * Changes the header length, and nothing else.
   *
   * @param bytes a multiple of 4, 20 to 60
   */
  public void length(int bytes) {
    put8(DATA_OFFSET, (bytes / 4) << 4 | (u8(DATA_OFFSET) & 0xf));
  }

  /**
   * The sequence number.
   *
   * @return 32 bits
   */
  public int sequence() {
    return buffer.getInt(at + 4);
  }

  /**
   * The acknowledgement number.
   *
   * @return 32 bits
   */
  public int acknowledgement() {
    return buffer.getInt(at + 8);
  }
}
