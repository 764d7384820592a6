package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.packet.Checksums;
import java.nio.ByteBuffer;

/**
 * Takes back what the host did to the time to live. The host forwards a packet into the device and
 * out of it, and takes one each time; to the outside that is one router, and the plane has taken
 * one for it.
 */
final class Ttl {
  private static final int V4_TTL = 8;
  private static final int V4_CHECKSUM = 10;
  private static final int V6_HOP_LIMIT = 7;
  private static final int MOST = 255;

  private Ttl() {}

  /** Adds one to the packet that begins there, if it is an IP packet and has not the most. */
  static void raise(ByteBuffer buffer, int at, int end) {
    int version = (buffer.get(at) >>> 4) & 0xf;
    if (version == 4 && end - at >= 20) {
      raiseV4(buffer, at);
    } else if (version == 6 && end - at >= 40) {
      int limit = buffer.get(at + V6_HOP_LIMIT) & 0xff;
      buffer.put(at + V6_HOP_LIMIT, (byte) Math.min(limit + 1, MOST));
    }
  }

  private static void raiseV4(ByteBuffer buffer, int at) {
    // time to live and protocol are one word of the checksum
    int word = buffer.getShort(at + V4_TTL) & 0xffff;
    if (word >>> 8 == MOST) {
      return;
    }
    int checksum = buffer.getShort(at + V4_CHECKSUM) & 0xffff;
    buffer.putShort(at + V4_TTL, (short) (word + 0x100));
    buffer.putShort(at + V4_CHECKSUM, (short) Checksums.replace(checksum, word, word + 0x100));
  }
}
