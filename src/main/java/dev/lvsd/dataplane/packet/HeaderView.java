package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A window into a borrowed buffer. Belongs to the thread that owns the packet; {@code wrap} of the
 * subclasses moves it to the next one.
 */
abstract class HeaderView {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The borrowed bytes, big-endian. */
  protected ByteBuffer buffer = NOTHING;

  /** First byte of the header. */
  protected int at;

  /** First byte behind what may be read. */
  protected int end;

  /** Moves the window; what lies outside the buffer is refused. */
  final boolean window(ByteBuffer bytes, int from, int to, int atLeast) {
    if (from < 0 || to > bytes.limit() || to - from < atLeast) {
      return false;
    }
    if (bytes.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("packets are read in network byte order");
    }
    buffer = bytes;
    at = from;
    end = to;
    return true;
  }

  /**
   * Where the header begins.
   *
   * @return index into the buffer
   */
  public final int at() {
    return at;
  }

  /**
   * Where what belongs to the header's packet ends.
   *
   * @return index into the buffer, exclusive
   */
  public final int end() {
    return end;
  }

  final int u8(int offset) {
    return buffer.get(at + offset) & 0xff;
  }

  final int u16(int offset) {
    return buffer.getShort(at + offset) & 0xffff;
  }

  final void put8(int offset, int value) {
    buffer.put(at + offset, (byte) value);
  }

  final void put16(int offset, int value) {
    buffer.putShort(at + offset, (short) value);
  }
}
