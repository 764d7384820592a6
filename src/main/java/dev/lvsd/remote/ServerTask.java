package dev.lvsd.remote;

import java.util.Locale;

/** What is done with real servers. */
public enum ServerTask {
  /** Show what apply would do. */
  PLAN,
  /** Prepare them. */
  APPLY,
  /** Look for what is wrong with them. */
  CHECK,
  /** Take back what apply did for these clusters. */
  REMOVE;

  /**
   * As it is typed.
   *
   * @return the name in lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it changes machines.
   *
   * @return true for apply and remove
   */
  public boolean changes() {
    return this == APPLY || this == REMOVE;
  }
}
