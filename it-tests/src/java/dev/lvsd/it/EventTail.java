package dev.lvsd.it;

import dev.lvsd.it.guest.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the events that a guest has appended since the last look. For one thread. */
final class EventTail {
  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private long position;

  EventTail(Path file) {
    this.file = file;
  }

  /** Gives every event whose line is complete to {@code consumer}. */
  void read(Consumer<Event> consumer) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
      int count = channel.read(buffer, position);
      while (count > 0) {
        position += count;
        buffer.flip();
        while (buffer.hasRemaining()) {
          take(buffer.get(), consumer);
        }
        buffer.clear();
        count = channel.read(buffer, position);
      }
    }
  }

  private void take(byte next, Consumer<Event> consumer) {
    if (next != '\n') {
      unfinished.write(next);
      return;
    }
    Event event = Event.parse(unfinished.toString(StandardCharsets.UTF_8));
    unfinished.reset();
    if (event != null) {
      consumer.accept(event);
    }
  }
}
