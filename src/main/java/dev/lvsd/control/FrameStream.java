package dev.lvsd.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Messages over a wire. Holds one message at most. Owned by one thread. */
final class FrameStream {
  private final Wire wire;

  /** What was received and not decoded yet, from 0 to the position. */
  private ByteBuffer received = ByteBuffer.allocate(1024);

  FrameStream(Wire wire) {
    this.wire = wire;
  }

  /**
   * Sends a message.
   *
   * @param limit for all of it
   * @throws ProtocolException if it is too long; nothing was sent then
   */
  void send(Frame frame, Duration limit) throws IOException {
    wire.write(FrameCodec.encode(frame), limit);
  }

  /**
   * Receives a message.
   *
   * @param limit for all of it
   * @return null if the other side closed between two messages
   * @throws SocketTimeoutException if it was not there in time, as a whole
   * @throws EOFException if the other side closed in the middle of it
   * @throws ProtocolException if it is none, or too long
   */
  @Nullable Frame receive(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!isWhole()) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      if (wire.read(received, left) < 0) {
        if (received.position() == 0) {
          return null;
        }
        throw new EOFException("the other side closed in the middle of a message");
      }
    }
    int next = FrameCodec.HEADER + received.getInt(0);
    ByteBuffer content = received.duplicate().flip();
    Frame frame = FrameCodec.decode(content.limit(next).position(FrameCodec.HEADER));
    received.flip().position(next);
    received.compact();
    return frame;
  }

  /** Whether a message is complete; makes room for the rest of it if not. */
  private boolean isWhole() throws ProtocolException {
    if (received.position() < FrameCodec.HEADER) {
      return false;
    }
    int length = received.getInt(0);
    if (length < 1 || length > FrameCodec.LONGEST) {
      throw new ProtocolException(
          "a message of %d bytes: expected 1 to %d"
              .formatted(Integer.toUnsignedLong(length), FrameCodec.LONGEST));
    }
    int needed = FrameCodec.HEADER + length;
    if (needed > received.capacity()) {
      received = ByteBuffer.allocate(needed).put(received.flip());
    }
    return received.position() >= needed;
  }
}
