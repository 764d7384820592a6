package dev.lvsd.ipvs.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.diag.Blame;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The kernel's list of connections, read as a stream: one buffer, whatever the length of the list.
 *
 * <p>The list is that of the network namespace of the reading thread. {@code /proc/net} would be
 * that of the process's first thread, which can be another one.
 */
final class ConnectionFile {
  /** The list of the calling thread's network namespace. */
  static final Path DEFAULT = Path.of("/proc/thread-self/net/ip_vs_conn");

  /** Longest row: three IPv6 addresses and 255 bytes of engine data need less than half. */
  private static final int MAX_ROW = 1024;

  private static final int BUFFER = 64 * 1024;

  private final Path path;

  ConnectionFile(Path path) {
    this.path = path;
  }

  /** Whether there is such a list, and it may be read. */
  boolean isReadable() {
    return Files.isReadable(path);
  }

  /**
   * Gives every row to {@code consumer} while reading.
   *
   * @throws IpvsException if there is no list, it cannot be read, or a row is not understood
   */
  void forEach(Consumer<Connection> consumer) {
    try (InputStream in = Files.newInputStream(path)) {
      read(in, consumer);
    } catch (NoSuchFileException e) {
      throw new IpvsException(
          Blame.HOST, 0, "list connections: there is no " + path + "; try modprobe ip_vs", e);
    } catch (AccessDeniedException e) {
      throw new IpvsException(
          Blame.HOST, 0, "list connections: " + path + " may not be read; run as root", e);
    } catch (IOException e) {
      throw new IpvsException(
          Blame.HOST, 0, "list connections: read " + path + ": " + e.getMessage(), e);
    }
  }

  private void read(InputStream in, Consumer<Connection> consumer) throws IOException {
    byte[] buffer = new byte[BUFFER];
    ConnectionRow row = new ConnectionRow();
    long number = 0;
    int filled = 0;
    int count = in.read(buffer, 0, BUFFER);
    while (count >= 0) {
      filled += count;
      int from = 0;
      for (int at = filled - count; at < filled; at++) {
        if (buffer[at] == '\n') {
          number++;
          take(row.wrap(buffer, from, at), number, consumer);
          from = at + 1;
        }
      }
      filled -= from;
      if (filled > MAX_ROW) {
        throw notUnderstood(number + 1, "it is too long", text(buffer, from, MAX_ROW));
      }
      System.arraycopy(buffer, from, buffer, 0, filled);
      count = in.read(buffer, filled, BUFFER - filled);
    }
    if (filled > 0) {
      throw notUnderstood(number + 1, "it has no end", text(buffer, 0, filled));
    }
  }

  private void take(ConnectionRow row, long number, Consumer<Connection> consumer) {
    if (number == 1 && row.isHeading()) {
      return;
    }
    Connection connection;
    try {
      connection = row.read();
    } catch (IllegalArgumentException e) {
      throw notUnderstood(number, String.valueOf(e.getMessage()), row.toString());
    }
    consumer.accept(connection);
  }

  private IpvsException notUnderstood(long number, String why, String row) {
    return new IpvsException(
        Blame.BUG,
        0,
        "list connections: row %d of %s is not understood: %s: '%s'"
            .formatted(number, path, why, row),
        null);
  }

  private static String text(byte[] buffer, int from, int length) {
    return new String(buffer, from, length, ISO_8859_1);
  }
}
