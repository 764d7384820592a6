package dev.lvsd.config;

import org.jspecify.annotations.Nullable;

/**
 * Takes words out of a text, and keeps one copy of those that stand in it again and again. Owned by
 * the thread that reads.
 */
final class Words {
  private static final int SLOTS = 1 << 12;

  private final @Nullable String[] known = new @Nullable String[SLOTS];

  /**
   * A word of a text.
   *
   * @param from its first character
   * @param to behind its last character
   */
  String of(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    String candidate = known[slot];
    if (candidate != null && candidate.length() == to - from && text.startsWith(candidate, from)) {
      return candidate;
    }
    String word = text.substring(from, to);
    known[slot] = word;
    return word;
  }
}
