package dev.lvsd.it.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends events to a file and forces each to the disk, so that it is there even if the kernel dies
 * next.
 */
final class EventLog implements AutoCloseable {
  private final FileChannel channel;

  EventLog(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  synchronized void append(Event event) {
    ByteBuffer line = StandardCharsets.UTF_8.encode(event.toLine() + "\n");
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("could not report " + event.name(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
