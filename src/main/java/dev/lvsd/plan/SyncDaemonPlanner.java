package dev.lvsd.plan;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.SyncDaemon;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which sync daemons start and stop. The kernel changes none in place: one with other settings is
 * stopped and started. One that nobody defined and lvsd did not start is left alone.
 */
final class SyncDaemonPlanner {
  /** What the kernel takes where nothing is said. */
  private static final InetAddress GROUP = Addresses.parse("224.0.0.81");

  private static final int PORT = 8848;
  private static final int TTL = 1;

  private SyncDaemonPlanner() {}

  static HostPart plan(HostWants wants, List<SyncDaemon> present, HostOwners owners) {
    HostPart part = new HostPart();
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      Optional<SyncDaemon> want = of(role, wants.syncDaemons());
      Optional<SyncDaemon> have = of(role, present);
      boolean ours = owners.named().stream().anyMatch(m -> m.syncDaemons().contains(role));
      boolean others = owners.others().stream().anyMatch(m -> m.syncDaemons().contains(role));
      if (want.isPresent() && have.isPresent() && runsAs(have.get(), want.get())) {
        continue;
      }
      boolean unwanted = want.isEmpty() && ours && !others;
      if (have.isPresent() && (want.isPresent() || unwanted)) {
        part.first(new HostChange.StopSyncDaemon(have.get()));
      }
      want.ifPresent(daemon -> part.first(new HostChange.StartSyncDaemon(daemon)));
    }
    return part;
  }

  private static Optional<SyncDaemon> of(SyncDaemon.Role role, List<SyncDaemon> daemons) {
    return daemons.stream().filter(daemon -> daemon.role() == role).findFirst();
  }

  private static boolean runsAs(SyncDaemon have, SyncDaemon want) {
    return have.multicastInterface().equals(want.multicastInterface())
        && have.syncId() == want.syncId()
        && have.group().orElse(GROUP).equals(want.group().orElse(GROUP))
        && orElse(have.port(), PORT) == orElse(want.port(), PORT)
        && orElse(have.ttl(), TTL) == orElse(want.ttl(), TTL)
        && (want.maxLength() == 0 || have.maxLength() == possibleLength(want));
  }

  /** What the kernel makes of a length: a datagram at most, and for a backup not too little. */
  private static int possibleLength(SyncDaemon want) {
    boolean v6 = want.group().orElse(GROUP).getAddress().length == 16;
    int longest = 65535 - (v6 ? 48 : 28);
    int shortest = want.role() == SyncDaemon.Role.BACKUP ? 1024 : 1;
    return Math.max(shortest, Math.min(longest, want.maxLength()));
  }

  private static int orElse(int value, int fallback) {
    return value == 0 ? fallback : value;
  }
}
