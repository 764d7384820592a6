package dev.lvsd.ipvsadm;

/** Text in columns. */
final class Columns {
  private Columns() {}

  /** {@code %-<width>s}: at least so wide, filled with blanks on the right. */
  static void left(StringBuilder out, String text, int width) {
    out.append(text);
    for (int i = text.length(); i < width; i++) {
      out.append(' ');
    }
  }

  /** {@code %<width>s}: at least so wide, filled with blanks on the left. */
  static void right(StringBuilder out, String text, int width) {
    for (int i = text.length(); i < width; i++) {
      out.append(' ');
    }
    out.append(text);
  }

  /** {@code %-<width>u}. */
  static void left(StringBuilder out, long unsigned, int width) {
    left(out, Long.toUnsignedString(unsigned), width);
  }

  /** {@code %02d}. */
  static void twoDigits(StringBuilder out, long value) {
    if (value < 10) {
      out.append('0');
    }
    out.append(value);
  }

  /** At most so many characters of a text. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /**
   * A counter, nine characters wide or more: from 10^8 in thousands, from 10^9 in millions, from
   * 10^11 in billions, from 10^14 in trillions, always rounded down.
   *
   * @param unsigned 64 bits
   * @param exact in full, with a blank before it
   */
  static void largeNumber(StringBuilder out, long unsigned, boolean exact) {
    if (exact) {
      String text = Long.toUnsignedString(unsigned);
      right(out, text, text.length() <= 8 ? 9 : text.length() + 1);
    } else if (Long.compareUnsigned(unsigned, 100_000_000L) < 0) {
      right(out, Long.toString(unsigned), 9);
    } else if (Long.compareUnsigned(unsigned, 1_000_000_000L) < 0) {
      scaled(out, unsigned, 1000L, 'K');
    } else if (Long.compareUnsigned(unsigned, 100_000_000_000L) < 0) {
      scaled(out, unsigned, 1_000_000L, 'M');
    } else if (Long.compareUnsigned(unsigned, 100_000_000_000_000L) < 0) {
      scaled(out, unsigned, 1_000_000_000L, 'G');
    } else {
      scaled(out, unsigned, 1_000_000_000_000L, 'T');
    }
  }

  private static void scaled(StringBuilder out, long unsigned, long unit, char letter) {
    right(out, Long.toUnsignedString(Long.divideUnsigned(unsigned, unit)), 8);
    out.append(letter);
  }
}
