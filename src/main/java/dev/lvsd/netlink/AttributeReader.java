package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLA_ALIGNTO;
import static dev.lvsd.linux.NetlinkUapi.NLA_HDRLEN;
import static dev.lvsd.linux.NetlinkUapi.NLA_TYPE_MASK;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over netlink attributes, one at a time and without an object for each.
 *
 * <pre>{@code
 * while (attributes.next()) {
 *   switch (attributes.type()) {
 *     case PORT -> port = attributes.be16();
 *     case WEIGHT -> weight = attributes.s32();
 *     default -> {} // a newer kernel may say more
 *   }
 * }
 * }</pre>
 *
 * <p>An attribute is a length of two bytes that counts itself, a type of two bytes whose two
 * highest bits are flags, the payload, and zero to three bytes up to the next multiple of four:
 *
 * <pre>
 *    0               2               4                 length       aligned
 *    | length (host) | type (host)   | payload ...      | padding    |
 * </pre>
 *
 * <p>Borrows the buffer: valid until the next message is received. The accessors speak of the
 * attribute that the last {@link #next()} found, and throw {@link NetlinkFormatException}, nothing
 * else, if it has another length than the accessor's type. Byte order is part of the accessor's
 * name: {@code be…} is network order, the others are the host's. Not thread-safe.
 *
 * @see "linux/netlink.h: struct nlattr"
 */
public final class AttributeReader {
  private final ByteBuffer buffer;
  private final int end;

  private int following;
  private int type;
  private int from;
  private int length = -1;

  /**
   * Reads attributes between two absolute offsets.
   *
   * @param buffer in the host's byte order
   * @param from offset of the first attribute
   * @param end offset behind the last attribute, inside the buffer
   */
  AttributeReader(ByteBuffer buffer, int from, int end) {
    this.buffer = buffer;
    this.following = from;
    this.end = end;
  }

  /**
   * Reads the attributes that fill a buffer from its position to its limit.
   *
   * @param attributes borrowed, its position stays
   * @return a reader before the first attribute
   */
  public static AttributeReader of(ByteBuffer attributes) {
    return new AttributeReader(
        attributes.duplicate().order(ByteOrder.nativeOrder()),
        attributes.position(),
        attributes.limit());
  }

  /**
   * Goes to the next attribute.
   *
   * @return false when there is none
   * @throws NetlinkFormatException if what follows is no attribute, or one that is longer than the
   *     rest
   */
  public boolean next() {
    int at = following;
    int rest = end - at;
    if (rest == 0) {
      return false;
    }
    if (rest < NLA_HDRLEN) {
      throw new NetlinkFormatException(at, rest + " bytes left over after the last attribute");
    }
    int total = buffer.getShort(at) & 0xffff;
    if (total < NLA_HDRLEN || total > rest) {
      throw new NetlinkFormatException(
          at, "attribute length " + total + ", expected " + NLA_HDRLEN + " to " + rest);
    }
    type = buffer.getShort(at + 2) & NLA_TYPE_MASK;
    from = at + NLA_HDRLEN;
    length = total - NLA_HDRLEN;
    // the last attribute may go without its padding
    following = at + Math.min(align(total), rest);
    return true;
  }

  /**
   * The attribute's type.
   *
   * @return without the flag bits
   */
  public int type() {
    return type;
  }

  /**
   * The length of the payload.
   *
   * @return in bytes
   */
  public int length() {
    return length;
  }

  /**
   * One byte (NLA_U8).
   *
   * @return 0 to 255
   */
  public int u8() {
    expect(1);
    return buffer.get(from) & 0xff;
  }

  /**
   * Two bytes in host byte order (NLA_U16).
   *
   * @return 0 to 65535
   */
  public int u16() {
    expect(2);
    return buffer.getShort(from) & 0xffff;
  }

  /**
   * Two bytes in network byte order (__be16), such as ports.
   *
   * @return 0 to 65535
   */
  public int be16() {
    expect(2);
    return (buffer.get(from) & 0xff) << 8 | (buffer.get(from + 1) & 0xff);
  }

  /**
   * Four bytes in host byte order (NLA_U32).
   *
   * @return 0 to 2^32-1
   */
  public long u32() {
    expect(4);
    return buffer.getInt(from) & 0xffffffffL;
  }

  /**
   * Four bytes in host byte order with a sign (NLA_S32).
   *
   * @return any int
   */
  public int s32() {
    expect(4);
    return buffer.getInt(from);
  }

  /**
   * Four bytes in network byte order (__be32), such as IPv4 addresses.
   *
   * @return all 32 bits, the first byte on the wire being the highest
   */
  public int be32() {
    expect(4);
    int value = buffer.getInt(from);
    return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  /**
   * Eight bytes in host byte order (NLA_U64).
   *
   * @return all 64 bits; numbers from 2^63 appear negative
   */
  public long u64() {
    expect(8);
    return buffer.getLong(from);
  }

  /**
   * Text that ends with a NUL (NLA_NUL_STRING).
   *
   * @return without the NUL; bytes that are not UTF-8 are replaced
   */
  public String string() {
    int nul = 0;
    while (nul < length && buffer.get(from + nul) != 0) {
      nul++;
    }
    if (nul >= length) {
      throw new NetlinkFormatException(from, "attribute " + type + ": text without a closing NUL");
    }
    byte[] text = new byte[nul];
    buffer.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * The payload as it is (NLA_BINARY).
   *
   * @return a copy
   */
  public byte[] bytes() {
    byte[] copy = new byte[length];
    buffer.get(from, copy);
    return copy;
  }

  /**
   * The attributes inside this one (NLA_NESTED).
   *
   * @return a reader of its own before the first of them
   */
  public AttributeReader nested() {
    return new AttributeReader(buffer, from, from + length);
  }

  private void expect(int bytes) {
    if (length != bytes) {
      throw new NetlinkFormatException(
          from, "attribute " + type + ": " + length + " bytes, expected " + bytes);
    }
  }

  /** NLA_ALIGN. */
  static int align(int length) {
    return (length + NLA_ALIGNTO - 1) & -NLA_ALIGNTO;
  }
}
