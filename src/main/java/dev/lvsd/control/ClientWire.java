package dev.lvsd.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * The client's end. Keeps no deadlines: it waits for its own daemon, and the user can interrupt it.
 */
record ClientWire(SocketChannel channel) implements Wire {
  @Override
  public int read(ByteBuffer into, Duration limit) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer bytes, Duration limit) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
