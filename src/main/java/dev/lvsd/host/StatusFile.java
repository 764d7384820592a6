package dev.lvsd.host;

import dev.lvsd.model.ConnTableStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code /proc/net/ip_vs_status}, which kernels from 7.1 on have: lines of a key, a colon, a
 * tab and a value.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_status_show"
 */
final class StatusFile {
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})(?: \\(.*\\))?");
  private static final Pattern BUCKETS =
      Pattern.compile("([0-9]{1,18}) \\([0-9]{1,2} bits, lfactor (-?[0-9]{1,3})\\)");
  private static final Pattern LENGTH = Pattern.compile("Conn buckets len-([0-9]{1,9})");

  private StatusFile() {}

  /**
   * Reads the part about connections; lines that are not known are passed over.
   *
   * @param text of the file
   * @return empty if the file says nothing about a connection table
   */
  static Optional<ConnTableStatus> parse(String text) {
    long connections = 0;
    long empty = 0;
    Matcher buckets = null;
    Map<Integer, Long> lengths = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(":\t");
      if (colon < 0) {
        continue;
      }
      String key = line.substring(0, colon);
      String value = line.substring(colon + 2).strip();
      Matcher length = LENGTH.matcher(key);
      if (key.equals("Conns")) {
        connections = number(value);
      } else if (key.equals("Conn buckets")) {
        Matcher matcher = BUCKETS.matcher(value);
        buckets = matcher.matches() ? matcher : buckets;
      } else if (key.equals("Conn buckets empty")) {
        empty = number(value);
      } else if (length.matches() && number(value) > 0) {
        lengths.put(Integer.parseInt(length.group(1)), number(value));
      }
    }
    if (buckets == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ConnTableStatus(
            connections,
            Long.parseLong(buckets.group(1)),
            Integer.parseInt(buckets.group(2)),
            empty,
            new TreeMap<>(lengths)));
  }

  private static long number(String value) {
    Matcher matcher = NUMBER.matcher(value);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
