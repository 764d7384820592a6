package dev.lvsd.diag;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant who wrote something else. */
public final class NearestName {
  private static final int LONGEST = 64;

  private NearestName() {}

  /**
   * The nearest name.
   *
   * @param written what stands in the file
   * @param names what could have been meant
   * @return the name that takes the fewest edits; null if none is near
   */
  public static @Nullable String to(String written, Collection<String> names) {
    if (written.length() > LONGEST) {
      return null;
    }
    String lower = written.toLowerCase(Locale.ROOT);
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = edits(lower, name.toLowerCase(Locale.ROOT));
      boolean better = edits < fewest || (edits == fewest && before(name, nearest));
      if (better && edits <= allowed(written, name)) {
        nearest = name;
        fewest = edits;
      }
    }
    return nearest != null ? nearest : longer(lower, names);
  }

  /** A name that contains the word: {@code servers} stands for {@code realServers}. */
  private static @Nullable String longer(String lower, Collection<String> names) {
    String only = null;
    for (String name : names) {
      if (lower.length() >= 4 && name.toLowerCase(Locale.ROOT).contains(lower)) {
        only = before(name, only) ? name : only;
      }
    }
    return only;
  }

  private static boolean before(String name, @Nullable String other) {
    return other == null || name.compareTo(other) < 0;
  }

  private static int allowed(String written, String name) {
    return Math.max(1, Math.min(written.length(), name.length()) / 3);
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  static int edits(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[left.length()][right.length()];
  }
}
