package dev.lvsd.cli.view;

import java.math.BigInteger;
import java.util.Locale;

/** Unsigned 64-bit counters as text and as numbers of a document. */
final class Numbers {
  private static final long EXACT_BELOW = 100_000;
  private static final String UNITS = "kMGTPE";

  private Numbers() {}

  /** All digits. */
  static String exact(long unsigned) {
    return Long.toUnsignedString(unsigned);
  }

  /** Five digits at most: {@code 99999}, then {@code 100k}, {@code 1.23M}, {@code 18.4E}. */
  static String rounded(long unsigned) {
    if (Long.compareUnsigned(unsigned, EXACT_BELOW) < 0) {
      return Long.toString(unsigned);
    }
    double value = ((unsigned >>> 1) | (unsigned & 1)) * 2.0;
    int unit = -1;
    while (value >= 999.5) {
      value /= 1000;
      unit++;
    }
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value) + UNITS.charAt(unit);
  }

  /** Memory in the usual unit: {@code 512 bytes}, {@code 32 KiB}, {@code 325.5 MiB}. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 4) {
      value /= 1024;
      unit++;
    }
    String digits = String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
    return digits + " " + "KMGTP".charAt(unit) + "iB";
  }

  /** A number that JSON and YAML write without a sign. */
  static Number unsigned(long unsigned) {
    return unsigned >= 0 ? (Number) unsigned : new BigInteger(Long.toUnsignedString(unsigned));
  }
}
