package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A view of an SCTP packet (RFC 9260): ports at 0 and 2, verification tag at 4, CRC32c at 8, first
 * chunk at 12. The checksum covers no pseudo header.
 */
public final class SctpHeader extends HeaderView {
  /** Bytes of the common header. */
  public static final int LENGTH = 12;

  /** Bytes of a chunk's header. */
  public static final int CHUNK_HEADER = 4;

  /** Chunk DATA. */
  public static final int DATA = 0;

  /** Chunk INIT. */
  public static final int INIT = 1;

  /** Chunk INIT ACK. */
  public static final int INIT_ACK = 2;

  /** Chunk ABORT. */
  public static final int ABORT = 6;

  /** Chunk SHUTDOWN. */
  public static final int SHUTDOWN = 7;

  /** Chunk SHUTDOWN ACK. */
  public static final int SHUTDOWN_ACK = 8;

  /** Chunk ERROR. */
  public static final int ERROR = 9;

  /** Chunk COOKIE ECHO. */
  public static final int COOKIE_ECHO = 10;

  /** Chunk COOKIE ACK. */
  public static final int COOKIE_ACK = 11;

  /** Chunk SHUTDOWN COMPLETE. */
  public static final int SHUTDOWN_COMPLETE = 14;

  private static final int CHECKSUM = 8;

  private final CRC32C crc = new CRC32C();

  /**
   * Moves to a packet that has at least a chunk's header.
   *
   * @param bytes big-endian
   * @param from first byte of the common header
   * @param to first byte behind the packet
   * @return false if it is too short
   */
  public boolean wrap(ByteBuffer bytes, int from, int to) {
    return window(bytes, from, to, LENGTH + CHUNK_HEADER);
  }

  /**
   * Type of the first chunk.
   *
   * @return 8 bits
   */
  public int firstChunk() {
    return u8(LENGTH);
  }

  /**
   * Type of the second chunk.
   *
   * @return 8 bits, or -1 if there is no room for one
   */
  public int secondChunk() {
    int next = LENGTH + ((u16(LENGTH + 2) + 3) & ~3);
    return next + CHUNK_HEADER <= end - at ? u8(next) : -1;
  }

  /**
   * The checksum as it stands in the packet.
   *
   * @return 32 bits in the order of the wire
   */
  public int checksum() {
    return buffer.getInt(at + CHECKSUM);
  }

  /** Computes the checksum anew; also repairs one that was wrong. */
  public void computeChecksum() {
    buffer.putInt(at + CHECKSUM, 0);
    int position = buffer.position();
    int limit = buffer.limit();
    buffer.limit(end).position(at);
    crc.reset();
    crc.update(buffer);
    buffer.limit(limit).position(position);
    // RFC 9260, appendix A: the least significant byte of the remainder goes first
    buffer.putInt(at + CHECKSUM, Integer.reverseBytes((int) crc.getValue()));
  }
}
