package dev.lvsd.ipvsadm;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Command lines from a stream, one per line, words between blanks, tabs and carriage returns. A
 * word {@code ipvsadm} is left out. There are no comments.
 *
 * <p>As in ipvsadm, a last line without a line feed counts, but not if more than one blank ends it.
 */
final class RestoreReader {
  private static final int END = -1;
  private static final int BUFFER = 65536;

  /** Longer words come as several. */
  private static final int WORD_LENGTH = 4096;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;

  RestoreReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line.
   *
   * @return its words, none for an empty line; null at the end
   */
  String @Nullable [] next() throws IOException {
    List<String> words = new ArrayList<>();
    boolean any = false;
    while (true) {
      int c = peek();
      if (c == END) {
        return any ? words.toArray(new String[0]) : null;
      }
      if (isBlank(c)) {
        // the first blank behind a word is consumed with the word
        do {
          at++;
          if (c == '\n') {
            return words.toArray(new String[0]);
          }
          c = peek();
        } while (c != END && isBlank(c));
        if (c == END) {
          return null;
        }
        continue;
      }
      String word = word();
      if (!word.equals("ipvsadm")) {
        words.add(word);
        any = true;
      }
      int tail = peek();
      if (tail != END && isBlank(tail)) {
        at++;
        if (tail == '\n') {
          return words.toArray(new String[0]);
        }
      }
    }
  }

  /** Whether the next line would have to be waited for. */
  boolean wouldWait() throws IOException {
    return at == filled && in.available() == 0;
  }

  private String word() throws IOException {
    StringBuilder out = new StringBuilder();
    for (int c = peek(); c != END && !isBlank(c) && out.length() < WORD_LENGTH; c = peek()) {
      out.append((char) c);
      at++;
    }
    return out.toString();
  }

  private int peek() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(in.read(buffer, 0, buffer.length), 0);
      if (filled == 0) {
        return END;
      }
    }
    return buffer[at] & 0xff;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
