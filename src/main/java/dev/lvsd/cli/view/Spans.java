package dev.lvsd.cli.view;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people write them. */
final class Spans {
  private Spans() {}

  /** {@code 0s}, {@code 90s}, {@code 5m}, {@code 1h}: exact, in the largest unit that divides. */
  static String seconds(long seconds) {
    if (seconds != 0 && seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** Time left: {@code 14:59}, {@code 1:02:03}. */
  static String clock(long seconds) {
    long hours = seconds / 3600;
    String rest = two(seconds / 60 % 60) + ":" + two(seconds % 60);
    return hours == 0 ? rest : hours + ":" + rest;
  }

  /** What something took: {@code 0.04 s}, {@code 12.3 s}. */
  static String took(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }

  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
