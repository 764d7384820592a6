package dev.lvsd.control;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Bytes between client and server, with deadlines. Owned by one thread. */
interface Wire extends AutoCloseable {
  /**
   * Reads what is there, and waits until something is.
   *
   * @return number of bytes, at least 1; -1 if the other side has closed
   * @throws SocketTimeoutException if nothing came in time
   */
  int read(ByteBuffer into, Duration limit) throws IOException;

  /**
   * Writes everything.
   *
   * @throws SocketTimeoutException if the other side did not take it in time
   */
  void write(ByteBuffer bytes, Duration limit) throws IOException;

  @Override
  void close() throws IOException;
}
