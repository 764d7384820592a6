package dev.lvsd.remote;

import java.util.List;

/** What other programs said, made fit for a sentence. */
final class Words {
  private static final int LONGEST = 300;

  private Words() {}

  /** One printable line of at most 300 characters. */
  static String shorten(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** The last lines that say anything, on one line. */
  static String last(String text, int count) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return shorten(
        String.join("; ", lines.subList(Math.max(0, lines.size() - count), lines.size())));
  }
}
