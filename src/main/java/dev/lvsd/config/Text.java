package dev.lvsd.config;

/** Puts what a user wrote into messages, so that no message is long or moves a cursor. */
final class Text {
  private static final int SHOWN = 60;

  private Text() {}

  /** The text in single quotes, shortened. */
  static String quote(String text) {
    return "'" + shorten(text) + "'";
  }

  /** At most 60 characters on one line; control characters as {@code \}{@code u001b}. */
  static String shorten(String text) {
    return shorten(text, SHOWN);
  }

  /** The same with another length. */
  static String shorten(String text, int longest) {
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (++shown > longest) {
        return out.append('…').toString();
      }
      if (isUnsafe(c)) {
        out.append(String.format("\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  /** Whether every character can be shown as it is. */
  static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if ((c < ' ' || c > '~') && isUnsafe(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
