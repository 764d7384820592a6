package dev.lvsd.it.topology;

import java.util.Deque;

/** Removes what a topology made, newest first; what cannot be removed does not keep the rest. */
final class Closing {
  private Closing() {}

  static void all(Deque<AutoCloseable> made) {
    RuntimeException failure = null;
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("could not remove the topology", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
