package dev.lvsd.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * Tells on standard error how something goes on: on a terminal in one line that is rewritten,
 * elsewhere in a line now and then. Silent at first, for what is done soon. Owned by one thread.
 */
final class ProgressLine {
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long REWRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Terminal terminal;
  private long nextNanos;
  private int shownLength;

  ProgressLine(Terminal terminal) {
    this.terminal = terminal;
    begin();
  }

  /** What is shown from now on is the progress of something else. */
  void begin() {
    nextNanos = terminal.nanoTime().getAsLong() + SILENT_NANOS;
  }

  void show(String text) {
    long now = terminal.nanoTime().getAsLong();
    if (now - nextNanos < 0) {
      return;
    }
    PrintWriter err = terminal.err();
    if (terminal.errIsTerminal()) {
      err.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
      shownLength = Math.max(shownLength, text.length());
      nextNanos = now + REWRITE_NANOS;
    } else {
      err.println(text);
      nextNanos = now + LINE_NANOS;
    }
    err.flush();
  }

  /** Clears the line that is rewritten, so that what follows stands alone. */
  void end() {
    if (shownLength > 0) {
      PrintWriter err = terminal.err();
      err.print("\r" + " ".repeat(shownLength) + "\r");
      err.flush();
      shownLength = 0;
    }
  }
}
