package dev.lvsd.it.ipvsadm;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Chance that can be repeated. Owned by one thread. */
final class Dice {
  private final Random random;

  /**
   * New dice.
   *
   * @param seed the same gives the same
   */
  Dice(long seed) {
    random = new Random(seed);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True in so many of a hundred cases. */
  boolean chance(int percent) {
    return below(100) < percent;
  }

  /** The usual in so many of a hundred cases, else the other. */
  <T> T mostly(int percent, T usual, T other) {
    return chance(percent) ? usual : other;
  }

  <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  void shuffle(List<?> items) {
    Collections.shuffle(items, random);
  }
}
