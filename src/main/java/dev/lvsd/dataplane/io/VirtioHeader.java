package dev.lvsd.dataplane.io;

import static dev.lvsd.linux.TunUapi.VIRTIO_NET_HDR_F_NEEDS_CSUM;

import dev.lvsd.linux.TunQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands before each frame: what of it is not finished yet.
 *
 * <pre>
 *    0       1          2            4          6            8
 *    | flags | gso type | hdr length | gso size | csum start | csum offset |
 * </pre>
 *
 * <p>In the byte order of the host; the checksum begins so many bytes behind the header. Owner: the
 * forwarding thread.
 *
 * @see "linux/virtio_net.h: struct virtio_net_hdr"
 */
final class VirtioHeader {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private VirtioHeader() {}

  /** Whether the transport checksum covers the pseudo header only. */
  static boolean hasPartialChecksum(ByteBuffer buffer, int at) {
    return (buffer.get(at) & VIRTIO_NET_HDR_F_NEEDS_CSUM) != 0;
  }

  /** Bytes of payload in each segment that the frame is to become; 0 if it is one segment. */
  static int segmentSize(ByteBuffer buffer, int at) {
    return buffer.get(at + 1) == 0 ? 0 : u16(buffer, at + 4);
  }

  /** Says that a frame is finished. */
  static void writeFinished(ByteBuffer buffer, int at) {
    buffer.putLong(at, 0).putShort(at + 8, (short) 0);
  }

  /** Copies the header in front of a frame that has more bytes before the same packet. */
  static void copy(ByteBuffer buffer, int from, int to, int moreBytes) {
    long first = buffer.getLong(from);
    short offset = buffer.getShort(from + 8);
    buffer.putLong(to, first).putShort(to + 8, offset);
    if (hasPartialChecksum(buffer, to)) {
      put16(buffer, to + 6, u16(buffer, to + 6) + moreBytes);
    }
    if (segmentSize(buffer, to) > 0) {
      put16(buffer, to + 2, u16(buffer, to + 2) + moreBytes);
    }
  }

  private static int u16(ByteBuffer buffer, int at) {
    short value = buffer.getShort(at);
    return (LITTLE ? Short.reverseBytes(value) : value) & 0xffff;
  }

  private static void put16(ByteBuffer buffer, int at, int value) {
    short bytes = (short) value;
    buffer.putShort(at, LITTLE ? Short.reverseBytes(bytes) : bytes);
  }

  /** Bytes of the header. */
  static int length() {
    return TunQueue.HEADER;
  }
}
