package dev.lvsd.dataplane.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * lblcr: as lblc, but a destination address has a set of servers, which grows when its least loaded
 * member has too much, and loses its most loaded one when it did not change for the expiration
 * time.
 */
final class ReplicatedLocality extends Scheduler {
  private static final class Entry extends LocalityEntry {
    /** Newest last: the kernel's set is walked from the end. */
    final List<Destination> servers = new ArrayList<>(2);

    long changedAtMs;

    @Override
    void clear() {
      super.clear();
      servers.clear();
    }

    void add(Destination server, long nowMs) {
      servers.add(server);
      changedAtMs = nowMs;
    }
  }

  private final LocalityCache<Entry> cache;
  private final long expirationMs;

  ReplicatedLocality(DestinationList destinations, Accounting accounting, long expirationMs) {
    super(destinations);
    this.expirationMs = expirationMs;
    cache = new LocalityCache<>(Entry::new, accounting, expirationMs);
  }

  @Override
  public @Nullable Destination pick(Flow flow) {
    Entry entry = cache.find(flow);
    if (entry == null) {
      Destination picked = WeightedLeastConnection.leastOf(destinations);
      Entry made = picked == null ? null : cache.add(flow);
      if (picked != null && made != null) {
        made.add(picked, flow.nowMs());
      }
      return picked;
    }
    entry.usedAtMs = flow.nowMs();
    Destination least = leastOf(entry.servers);
    shrink(entry, flow.nowMs());
    if (least != null && !LocalityLeastConnection.isLoaded(least, destinations)) {
      return least;
    }
    Destination picked = WeightedLeastConnection.leastOf(destinations);
    if (picked != null && !entry.servers.contains(picked)) {
      entry.add(picked, flow.nowMs());
    }
    return picked;
  }

  private void shrink(Entry entry, long nowMs) {
    if (entry.servers.size() > 1 && nowMs - (entry.changedAtMs + expirationMs) > 0) {
      Destination most = mostOf(entry.servers);
      if (most != null) {
        entry.servers.remove(most);
        entry.changedAtMs = nowMs;
      }
    }
  }

  private static @Nullable Destination leastOf(List<Destination> servers) {
    Destination least = null;
    for (int i = servers.size() - 1; i >= 0; i--) {
      Destination d = servers.get(i);
      if (d.takes()
          && d.isAvailable()
          && (least == null || WeightedLeastConnection.isLess(d, least))) {
        least = d;
      }
    }
    return least;
  }

  private static @Nullable Destination mostOf(List<Destination> servers) {
    Destination most = null;
    for (int i = servers.size() - 1; i >= 0; i--) {
      Destination d = servers.get(i);
      if (d.weight() > 0 && (most == null || WeightedLeastConnection.isLess(most, d))) {
        most = d;
      }
    }
    return most;
  }

  @Override
  public void advance(long nowMs) {
    cache.advance(nowMs);
  }

  int entries() {
    return cache.entries();
  }
}
