package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/** What lblc or lblcr remember of one destination address. Owner: the forwarding thread. */
class LocalityEntry {
  long addressHigh;
  long addressLow;
  long usedAtMs;
  @Nullable LocalityEntry next;

  /** Forgets what belongs to the address; the object is used again for another one. */
  void clear() {
    next = null;
  }
}
