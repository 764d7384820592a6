package dev.lvsd.control;

import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A wire on which some bytes have come in, in pieces, and after which the other side closed. */
final class MemoryWire implements Wire {
  private final ByteBuffer incoming;
  private final int piece;
  private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();

  MemoryWire(byte[] incoming, int piece) {
    this.incoming = ByteBuffer.wrap(incoming);
    this.piece = piece;
  }

  byte[] outgoing() {
    return outgoing.toByteArray();
  }

  @Override
  public int read(ByteBuffer into, Duration limit) throws SocketTimeoutException {
    if (!into.hasRemaining()) {
      throw new AssertionError("reads without room");
    }
    if (!incoming.hasRemaining()) {
      return -1;
    }
    int count = Math.min(piece, Math.min(into.remaining(), incoming.remaining()));
    into.put(incoming.slice().limit(count));
    incoming.position(incoming.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer bytes, Duration limit) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    outgoing.writeBytes(copy);
  }

  @Override
  public void close() {}
}
