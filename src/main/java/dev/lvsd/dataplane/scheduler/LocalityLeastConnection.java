package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * lblc: a destination address stays with its server, until that is gone, quiesced, or has more
 * active connections than weight while another has less than half. For caches; with ordinary
 * services the destination is always the VIP.
 */
final class LocalityLeastConnection extends Scheduler {
  private static final class Entry extends LocalityEntry {
    @Nullable Destination server;

    @Override
    void clear() {
      super.clear();
      server = null;
    }
  }

  private final LocalityCache<Entry> cache;

  LocalityLeastConnection(DestinationList destinations, Accounting accounting, long expirationMs) {
    super(destinations);
    cache = new LocalityCache<>(Entry::new, accounting, expirationMs);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Entry entry = cache.find(flow);
    if (entry != null) {
      entry.usedAtMs = flow.nowMs();
      Destination cached = entry.server;
      // the overload flag of a cached server is not looked at
      if (cached != null
          && cached.isAvailable()
          && cached.weight() > 0
          && !isLoaded(cached, destinations)) {
        return cached;
      }
    }
    Destination picked = WeightedLeastConnection.leastOf(destinations);
    if (picked != null) {
      remember(entry, picked, flow);
    }
    return picked;
  }

  private void remember(@Nullable Entry known, Destination picked, Flow flow) {
    Entry entry = known;
    if (entry == null) {
      entry = cache.add(flow);
    } else if (entry.server != picked) {
      cache.replaced();
    }
    if (entry != null) {
      entry.server = picked;
    }
  }

  /** Whether a server has too much while another has too little. */
  static boolean isLoaded(Destination server, DestinationList destinations) {
    if (server.active() <= server.weight()) {
      return false;
    }
    for (Destination d = destinations.first(); d != null; d = destinations.next(d)) {
      if (d.active() * 2 < d.weight()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void advance(long nowMs) {
    cache.advance(nowMs);
  }

  int entries() {
    return cache.entries();
  }
}
