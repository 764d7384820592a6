package dev.lvsd.model;

/** Sizes of the connection table, which are powers of two. */
public final class TableBits {
  /** Smallest power that any kernel takes. */
  public static final int SMALLEST = 8;

  /** Largest power that any kernel takes. */
  public static final int LARGEST = 27;

  /** What the kernel takes when nobody says anything. */
  public static final int KERNEL_DEFAULT = 12;

  /** Of tables that grow (from 7.1 on), where nobody changed it. */
  public static final int DEFAULT_LOAD_FACTOR = -4;

  private TableBits() {}

  /**
   * The table that connections ask for, if nothing limits it.
   *
   * @param entries connections and templates at the same time, at least 1
   * @param loadFactor entries per bucket as a power of two; 0 for a table that does not grow
   * @return the power of two
   */
  public static int asked(long entries, int loadFactor) {
    if (entries < 1) {
      throw new IllegalArgumentException(entries + " entries: expected at least 1");
    }
    return 64 - Long.numberOfLeadingZeros(entries - 1) - loadFactor;
  }
}
