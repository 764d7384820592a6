package dev.lvsd.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.testcontainers.containers.output.OutputFrame;

/** The console of a guest: all of it in a file, the last lines in memory for messages. */
final class Console implements Consumer<OutputFrame>, AutoCloseable {
  private static final int LINES_KEPT = 40;

  private final Writer log;
  private final Deque<String> last = new ArrayDeque<>();
  private boolean closed;

  Console(Path file) throws IOException {
    log = Files.newBufferedWriter(file);
  }

  @Override
  public synchronized void accept(OutputFrame frame) {
    if (closed) {
      return;
    }
    String line = frame.getUtf8StringWithoutLineEnding();
    last.addLast(line);
    if (last.size() > LINES_KEPT) {
      last.removeFirst();
    }
    try {
      log.write(line + "\n");
      log.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the console's log", e);
    }
  }

  synchronized String tail() {
    return last.isEmpty() ? "the console is empty" : String.join("\n", last);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    log.close();
  }
}
