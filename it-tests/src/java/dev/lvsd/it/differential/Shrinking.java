package dev.lvsd.it.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a short list that still fails, in a long one that does. Pure, but for what it asks. */
final class Shrinking {
  private Shrinking() {}

  /**
   * Leaves out halves, quarters and so on, down to single elements.
   *
   * @param failing a list that fails
   * @param fails whether a list does
   * @param most how often that is asked
   * @return a list that failed, in the same order
   */
  static <T> List<T> fewest(List<T> failing, Predicate<List<T>> fails, int most) {
    List<T> fewest = failing;
    int asked = 0;
    for (int length = (fewest.size() + 1) / 2; length > 0; length /= 2) {
      for (int at = 0; at < fewest.size() && asked < most; asked++) {
        List<T> fewer = new ArrayList<>(fewest);
        fewer.subList(at, Math.min(at + length, fewer.size())).clear();
        if (fails.test(fewer)) {
          fewest = fewer;
        } else {
          at += length;
        }
      }
    }
    return fewest;
  }
}
