package dev.lvsd.ipvsadm;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Text for standard output, handed on in large pieces. */
final class Output {
  private static final int PIECE = 32768;

  private final PrintStream stream;
  private final StringBuilder text = new StringBuilder();

  Output(PrintStream stream) {
    this.stream = stream;
  }

  /** Where to write next; call {@link #written()} afterwards. */
  StringBuilder text() {
    return text;
  }

  /** Hands on what was written if it is much. */
  void written() {
    if (text.length() >= PIECE) {
      flush();
    }
  }

  /** Hands on everything. */
  void flush() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    stream.write(bytes, 0, bytes.length);
    stream.flush();
    text.setLength(0);
  }

  /** Writes a line at once. */
  static void line(PrintStream stream, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
    stream.write(bytes, 0, bytes.length);
    stream.flush();
  }
}
