package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * The Internet checksum (RFC 1071), computed in full or patched after a change (RFC 1624).
 *
 * <p>A checksum is an int of 16 bits; a sum is a long of one's complement words that is not yet
 * folded. Buffers are read big-endian, whatever their order is set to, as long as that is
 * big-endian: views refuse others.
 */
public final class Checksums {
  private Checksums() {}

  /**
   * Adds bytes to a sum. An odd last byte counts as the high half of a word.
   *
   * @param sum what was added before; only the last part of a sum may be odd
   * @param buffer big-endian
   * @param at first byte
   * @param length number of bytes
   * @return the new sum
   */
  public static long add(long sum, ByteBuffer buffer, int at, int length) {
    long result = sum;
    int end = at + length;
    int i = at;
    for (; i + 8 <= end; i += 8) {
      long word = buffer.getLong(i);
      result += (word >>> 32) + (word & 0xffff_ffffL);
    }
    for (; i + 2 <= end; i += 2) {
      result += buffer.getShort(i) & 0xffff;
    }
    if (i < end) {
      result += (buffer.get(i) & 0xff) << 8;
    }
    return result;
  }

  /**
   * Adds a number of 64 bits, as half of an address is.
   *
   * @param sum what was added before
   * @param word big-endian value
   * @return the new sum
   */
  public static long add(long sum, long word) {
    return sum + (word >>> 32) + (word & 0xffff_ffffL);
  }

  /**
   * The checksum of a sum.
   *
   * @param sum at least 0
   * @return the complement of the folded sum, 16 bits
   */
  public static int finish(long sum) {
    return ~fold(sum) & 0xffff;
  }

  /**
   * The checksum after a word of what it covers has changed: RFC 1624, equation 3.
   *
   * @param checksum as it was, 16 bits
   * @param before the old value of the word, up to 32 bits at an even offset
   * @param after its new value
   * @return the checksum that belongs to the new value
   */
  public static int replace(int checksum, int before, int after) {
    long sum = (~checksum & 0xffffL) + (~before & 0xffff_ffffL) + (after & 0xffff_ffffL);
    return finish(sum);
  }

  /**
   * The checksum after 64 bits of what it covers have changed.
   *
   * @param checksum as it was, 16 bits
   * @param before the old value
   * @param after the new value
   * @return the checksum that belongs to the new value
   */
  public static int replace(int checksum, long before, long after) {
    return finish(add(add(~checksum & 0xffffL, ~before), after));
  }

  private static int fold(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 32) + (folded & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ((folded >>> 16) + (folded & 0xffff));
  }
}
