package dev.lvsd.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.UnixSocketChannel;

/** The server's end: never waits without a deadline. Owned by one thread. */
final class PeerWire implements Wire {
  private final UnixSocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  /** Takes the channel, which it closes, also when this fails. */
  PeerWire(UnixSocketChannel channel) throws IOException {
    this.channel = channel;
    try {
      channel.configureBlocking(false);
      this.selector = NativeSelectorProvider.getInstance().openSelector();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    this.key = channel.register(selector, 0);
  }

  @Override
  public int read(ByteBuffer into, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      int count = channel.read(into);
      if (count != 0) {
        return count;
      }
      await(SelectionKey.OP_READ, end, "sent nothing");
    }
  }

  @Override
  public void write(ByteBuffer bytes, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) < 0) {
        throw new EOFException("the client has closed");
      }
      if (bytes.hasRemaining()) {
        await(SelectionKey.OP_WRITE, end, "took nothing");
      }
    }
  }

  /**
   * Waits, unless the client goes away or says something out of turn.
   *
   * @return whether all the time has passed
   */
  boolean pause(Duration duration) throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    long end = System.nanoTime() + duration.toNanos();
    do {
      if (select(end)) {
        return false;
      }
    } while (end - System.nanoTime() > 0);
    return true;
  }

  private void await(int operation, long end, String what) throws IOException {
    key.interestOps(operation);
    while (!select(end)) {
      if (end - System.nanoTime() <= 0) {
        throw new SocketTimeoutException("the client " + what + " in time");
      }
    }
  }

  private boolean select(long end) throws IOException {
    long leftMs = Math.max(0, (end - System.nanoTime()) / 1_000_000);
    int ready = leftMs == 0 ? selector.selectNow() : selector.select(leftMs);
    selector.selectedKeys().clear();
    return ready > 0;
  }

  @Override
  public void close() throws IOException {
    try {
      selector.close();
    } finally {
      channel.close();
    }
  }
}
