package dev.lvsd.dataplane;

import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.packet.IpPacket;

/**
 * Which connection the later fragments of a packet belong to, as the first one told. Owner: the
 * forwarding thread.
 *
 * <p>A cache of {@value #SETS} sets of {@value #WAYS}: of many fragmented packets at a time the
 * oldest of a set is forgotten. An entry lasts 30 s, as reassembly does.
 */
final class FragmentTable {
  private static final int SETS = 1024;
  private static final int WAYS = 4;
  private static final int WORDS = 7;
  private static final long LIFE_MS = 30_000;

  private final long[] entries = new long[SETS * WAYS * WORDS];
  private final ConnectionTable connections;

  FragmentTable(ConnectionTable connections) {
    this.connections = connections;
  }

  /** Keeps the connection of a first fragment, before anything of the packet is rewritten. */
  void remember(IpPacket packet, int connection, boolean output, long nowMs) {
    int at = slotToFill(packet, nowMs);
    entries[at] = packet.sourceHigh();
    entries[at + 1] = packet.sourceLow();
    entries[at + 2] = packet.destinationHigh();
    entries[at + 3] = packet.destinationLow();
    entries[at + 4] = kind(packet);
    entries[at + 5] = nowMs + LIFE_MS;
    entries[at + 6] =
        ((long) connections.generation(connection) << 32) | ((long) connection << 1) | bit(output);
  }

  private static int bit(boolean output) {
    return output ? 1 : 0;
  }

  private static long kind(IpPacket packet) {
    return ((long) packet.fragmentId() << 32) | ((long) packet.protocol() << 1) | 1;
  }

  private static int set(IpPacket packet) {
    long hash = packet.sourceLow() * 31 + packet.destinationLow();
    hash = (hash ^ kind(packet)) * 0x9e3779b97f4a7c15L;
    return (int) (hash >>> 54) * WAYS * WORDS;
  }

  private int slotToFill(IpPacket packet, long nowMs) {
    int known = find(packet, nowMs);
    if (known >= 0) {
      return known;
    }
    int oldest = set(packet);
    for (int way = 1; way < WAYS; way++) {
      int at = set(packet) + way * WORDS;
      if (entries[at + 5] < entries[oldest + 5]) {
        oldest = at;
      }
    }
    return oldest;
  }

  private int find(IpPacket packet, long nowMs) {
    long kind = kind(packet);
    for (int way = 0; way < WAYS; way++) {
      int at = set(packet) + way * WORDS;
      if (entries[at + 4] == kind
          && entries[at + 1] == packet.sourceLow()
          && entries[at + 3] == packet.destinationLow()
          && entries[at] == packet.sourceHigh()
          && entries[at + 2] == packet.destinationHigh()
          && entries[at + 5] > nowMs) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The connection of a later fragment.
   *
   * @return twice the connection, and one for packets of the server; -1 if it is not known
   */
  int lookUp(IpPacket packet, long nowMs) {
    int at = find(packet, nowMs);
    if (at < 0) {
      return -1;
    }
    int found = (int) entries[at + 6];
    boolean same = connections.generation(found >> 1) == (int) (entries[at + 6] >>> 32);
    return same ? found : -1;
  }
}
