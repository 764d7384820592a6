package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLA_F_NESTED;
import static dev.lvsd.linux.NetlinkUapi.NLA_HDRLEN;
import static dev.lvsd.linux.NetlinkUapi.NLA_TYPE_MASK;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Appends netlink attributes to a message. Byte order is part of the method's name: {@code be…} is
 * network order, the others are the host's. Every method pads to the next multiple of four and
 * returns this writer.
 *
 * <p>Throws {@link IllegalArgumentException} for values that their type cannot hold and for
 * requests that are longer than {@link Request#MAX_BYTES}. Not thread-safe; do not keep it.
 *
 * @see "linux/netlink.h: struct nlattr"
 */
public final class AttributeWriter {
  private static final int MAX_PAYLOAD = 0xffff - NLA_HDRLEN;

  private final ByteBuffer buffer;

  /**
   * Writes from the position of a buffer, up to its limit at most.
   *
   * @param buffer in the host's byte order
   */
  AttributeWriter(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /**
   * Writes into a buffer of its own, for tests and for keeping encoded attributes.
   *
   * @param buffer borrowed; its position moves and its byte order becomes the host's
   * @return a writer at the buffer's position
   */
  public static AttributeWriter to(ByteBuffer buffer) {
    return new AttributeWriter(buffer.order(ByteOrder.nativeOrder()));
  }

  /**
   * One byte (NLA_U8).
   *
   * @param type the attribute
   * @param value 0 to 255
   * @return this
   */
  public AttributeWriter u8(int type, int value) {
    inRange(type, value, 0xff);
    header(type, 1);
    buffer.put((byte) value);
    return pad(1);
  }

  /**
   * Two bytes in host byte order (NLA_U16).
   *
   * @param type the attribute
   * @param value 0 to 65535
   * @return this
   */
  public AttributeWriter u16(int type, int value) {
    inRange(type, value, 0xffff);
    header(type, 2);
    buffer.putShort((short) value);
    return pad(2);
  }

  /**
   * Two bytes in network byte order (__be16), such as ports.
   *
   * @param type the attribute
   * @param value 0 to 65535
   * @return this
   */
  public AttributeWriter be16(int type, int value) {
    inRange(type, value, 0xffff);
    header(type, 2);
    buffer.put((byte) (value >> 8)).put((byte) value);
    return pad(2);
  }

  /**
   * Four bytes in host byte order (NLA_U32).
   *
   * @param type the attribute
   * @param value 0 to 2^32-1
   * @return this
   */
  public AttributeWriter u32(int type, long value) {
    inRange(type, value, 0xffffffffL);
    header(type, 4);
    buffer.putInt((int) value);
    return this;
  }

  /**
   * Four bytes in host byte order with a sign (NLA_S32).
   *
   * @param type the attribute
   * @param value any int
   * @return this
   */
  public AttributeWriter s32(int type, int value) {
    header(type, 4);
    buffer.putInt(value);
    return this;
  }

  /**
   * Four bytes in network byte order (__be32), such as IPv4 addresses.
   *
   * @param type the attribute
   * @param value all 32 bits, the highest byte goes first
   * @return this
   */
  public AttributeWriter be32(int type, int value) {
    header(type, 4);
    boolean asIs = buffer.order() == ByteOrder.BIG_ENDIAN;
    buffer.putInt(asIs ? value : Integer.reverseBytes(value));
    return this;
  }

  /**
   * Eight bytes in host byte order (NLA_U64).
   *
   * @param type the attribute
   * @param value all 64 bits
   * @return this
   */
  public AttributeWriter u64(int type, long value) {
    header(type, 8);
    buffer.putLong(value);
    return this;
  }

  /**
   * Text with a closing NUL (NLA_NUL_STRING).
   *
   * @param type the attribute
   * @param value goes as UTF-8; must not contain a NUL
   * @return this
   */
  public AttributeWriter string(int type, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("attribute " + type + ": text with a NUL inside");
    }
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    header(type, text.length + 1);
    buffer.put(text).put((byte) 0);
    return pad(text.length + 1);
  }

  /**
   * Bytes as they are (NLA_BINARY).
   *
   * @param type the attribute
   * @param value the payload
   * @return this
   */
  public AttributeWriter bytes(int type, byte[] value) {
    header(type, value.length);
    buffer.put(value);
    return pad(value.length);
  }

  /**
   * Attributes inside an attribute (NLA_NESTED).
   *
   * @param type the outer attribute
   * @param content writes the inner ones to this writer
   * @return this
   */
  public AttributeWriter nested(int type, Consumer<? super AttributeWriter> content) {
    int start = begin(type);
    content.accept(this);
    return end(start);
  }

  /**
   * Opens an attribute whose payload is attributes, for code that runs too often or too early for a
   * lambda. What is written from here on belongs to it, until {@link #end}.
   *
   * @param type the outer attribute
   * @return to be given to {@link #end}
   */
  public int begin(int type) {
    int start = buffer.position();
    header(type, 0);
    buffer.putShort(start + 2, (short) (type | NLA_F_NESTED));
    return start;
  }

  /**
   * Closes the attribute that {@link #begin} opened.
   *
   * @param start what {@link #begin} returned
   * @return this
   */
  public AttributeWriter end(int start) {
    int length = buffer.position() - start;
    if (length > 0xffff) {
      throw new IllegalArgumentException("nested attribute of " + length + " bytes");
    }
    buffer.putShort(start, (short) length);
    return this;
  }

  private void header(int type, int payload) {
    if ((type & ~NLA_TYPE_MASK) != 0) {
      throw new IllegalArgumentException("attribute type " + type);
    }
    if (payload > MAX_PAYLOAD || AttributeReader.align(NLA_HDRLEN + payload) > buffer.remaining()) {
      throw new IllegalArgumentException(
          "attribute " + type + ": " + payload + " bytes do not fit into the request");
    }
    buffer.putShort((short) (NLA_HDRLEN + payload)).putShort((short) type);
  }

  /** The buffer was used before, so the padding is written as well. */
  private AttributeWriter pad(int payload) {
    for (int at = payload; at < AttributeReader.align(payload); at++) {
      buffer.put((byte) 0);
    }
    return this;
  }

  private static void inRange(int type, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "attribute " + type + ": " + value + ", expected 0 to " + max);
    }
  }
}
