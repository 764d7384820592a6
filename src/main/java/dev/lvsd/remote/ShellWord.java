package dev.lvsd.remote;

/** Makes any text one word of a POSIX shell. Nothing else in lvsd builds words of a script. */
final class ShellWord {
  private ShellWord() {}

  /**
   * Quotes a text so that a POSIX shell takes it as one word and changes nothing in it.
   *
   * @param text anything without NUL, which no shell can hold
   * @return the text in single quotes
   */
  static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word of a shell cannot hold NUL");
    }
    // within single quotes a shell leaves everything alone; only the quote itself must step outside
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
