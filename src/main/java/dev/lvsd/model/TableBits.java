package dev.lvsd.model;

/** Sizes of the connection table, which are powers of two. */
public final class TableBits {
  /** Smallest power that any kernel takes. */
  public static final int SMALLEST = 8;

  /** Largest power that any kernel takes. */
  public static final int LARGEST = 27;

  /** What the kernel takes when nobody says anything. */
  public static final int KERNEL_DEFAULT = 12;

  private TableBits() {}

  /**
   * The smallest table with a place for each connection, and no smaller than the kernel's own.
   *
   * @param connections expected at the same time, at least 1
   * @return the power of two, {@link #KERNEL_DEFAULT} to {@link #LARGEST}
   */
  public static int forConnections(long connections) {
    if (connections < 1) {
      throw new IllegalArgumentException(connections + " connections: expected at least 1");
    }
    int bits = 64 - Long.numberOfLeadingZeros(connections - 1);
    return Math.max(KERNEL_DEFAULT, Math.min(LARGEST, bits));
  }
}
