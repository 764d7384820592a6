package dev.lvsd.app;

/**
 * Gives back what the commands of clients left in the heap. A collector that serves few threads
 * takes more memory from the host rather than looking for garbage among what is old, so that ten
 * plans of a large definition would stay in the resident set of a daemon which needs a tenth of it.
 *
 * <p>Owner: the reconcile thread.
 */
final class SpareMemory {
  /** So much more than after the last time is worth a pause. */
  private static final long WORTH_IT = 32L << 20;

  private final Runtime runtime = Runtime.getRuntime();
  private long afterLast = runtime.totalMemory();

  /** Collects if the heap has grown by much, and lets the host have what is free then. */
  void giveBack() {
    if (runtime.totalMemory() - afterLast > WORTH_IT) {
      System.gc();
      afterLast = runtime.totalMemory();
    }
  }
}
