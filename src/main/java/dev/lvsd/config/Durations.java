package dev.lvsd.config;

import java.util.List;
import java.util.Map;

/** Times in whole seconds, as the kernel keeps them: {@code 300}, {@code 90s}, {@code 1h30m}. */
final class Durations {
  /**
   * The longest time, in seconds: the kernel counts ticks in 31 bits, and has up to a thousand in a
   * second.
   */
  static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;

  /** One second to {@link #MAX_SECONDS}. */
  static final ScalarType<Integer> SECONDS =
      new ScalarType<>(
          "a time such as 300, 90s, 15m or 1h30m", true, schema(), Durations::parseSeconds);

  private static final String UNITS = "dhms";
  private static final int[] UNIT_SECONDS = {86_400, 3_600, 60, 1};

  private Durations() {}

  private static Map<String, Object> schema() {
    return Scalars.anyOf(
        List.of(
            Scalars.wholeSchema(1, MAX_SECONDS),
            Scalars.textSchema(
                "^([1-9][0-9]{0,6}|(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?)$")));
  }

  private static int parseSeconds(String text) {
    long seconds =
        Scalars.isDigits(text, 0)
            ? Scalars.number(text, "a time in seconds", 1, MAX_SECONDS)
            : sum(text);
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new BadValue(
          Text.quote(text) + " is " + seconds + " seconds", "expected 1 to " + MAX_SECONDS);
    }
    return (int) seconds;
  }

  private static long sum(String text) {
    long seconds = 0;
    int lastUnit = -1;
    int i = 0;
    while (i < text.length()) {
      int from = i;
      while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        i++;
      }
      int unit = i < text.length() ? UNITS.indexOf(text.charAt(i)) : -1;
      if (i == from || i - from > 9 || unit <= lastUnit) {
        throw notATime(text);
      }
      seconds += Long.parseLong(text.substring(from, i)) * UNIT_SECONDS[unit];
      lastUnit = unit;
      i++;
    }
    if (lastUnit < 0) {
      throw notATime(text);
    }
    return seconds;
  }

  private static BadValue notATime(String text) {
    return new BadValue(
        Text.quote(text) + " is not a time",
        text.endsWith("ms")
            ? "the kernel counts whole seconds"
            : "expected seconds such as 300, or days, hours, minutes, seconds such as 1h30m");
  }

  /** The shortest form of a time: {@code 5m}, {@code 1h30m}, {@code 90s} as {@code 1m30s}. */
  static String text(long seconds) {
    StringBuilder out = new StringBuilder();
    long rest = seconds;
    for (int unit = 0; unit < UNIT_SECONDS.length; unit++) {
      if (rest >= UNIT_SECONDS[unit]) {
        out.append(rest / UNIT_SECONDS[unit]).append(UNITS.charAt(unit));
        rest %= UNIT_SECONDS[unit];
      }
    }
    return out.length() == 0 ? "0" : out.toString();
  }
}
