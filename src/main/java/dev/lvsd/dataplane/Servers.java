package dev.lvsd.dataplane;

import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.model.ServerSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All real servers by number, and the trash: servers that were removed, but that connections still
 * name. Owner: the forwarding thread.
 *
 * <p>Once a minute a server in the trash that nothing names is stamped, and thrown away two minutes
 * after that. A server that is added again before then comes back with its connections.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_trash_get_dest(), ip_vs_dest_trash_expire()"
 */
final class Servers {
  private static final long CHECK_MS = 60_000;
  private static final long IDLE_MS = 120_000;

  private final Accounting accounting;
  private final List<RealServer> trash = new ArrayList<>(); // newest last
  private final ArrayDeque<Integer> unused = new ArrayDeque<>();
  private @Nullable RealServer[] numbered = new RealServer[64];
  private int numbers;
  private long checkAtMs;

  Servers(Accounting accounting) {
    this.accounting = accounting;
  }

  /** The server of a number that a connection has; null for none. */
  @Nullable RealServer get(int number) {
    return number == ConnectionTable.NONE ? null : numbered[number];
  }

  /** A server for a service, from the trash if it is there. */
  RealServer obtain(Service service, ServerSpec spec) {
    for (int i = trash.size() - 1; i >= 0; i--) {
      RealServer old = trash.get(i);
      if (old.key().equals(spec.key()) && sameService(old.service(), service)) {
        trash.remove(i);
        old.join(service);
        old.forgetWeight();
        old.settle(spec);
        return old;
      }
    }
    int number = unused.isEmpty() ? numbers++ : unused.pop();
    if (number == numbered.length) {
      numbered = Arrays.copyOf(numbered, 2 * number);
    }
    RealServer made = new RealServer(number, accounting, service, spec);
    numbered[number] = made;
    return made;
  }

  private static boolean sameService(Service one, Service other) {
    return one.mark == other.mark
        && one.protocol == other.protocol
        && one.ipv6 == other.ipv6
        && one.high == other.high
        && one.low == other.low
        && one.port == other.port;
  }

  /** Puts a server that left its service into the trash. */
  void discard(RealServer server, long nowMs) {
    if (trash.isEmpty()) {
      checkAtMs = nowMs + CHECK_MS;
    }
    trash.add(server);
  }

  void advance(long nowMs) {
    while (!trash.isEmpty() && nowMs >= checkAtMs) {
      check(checkAtMs);
      checkAtMs += CHECK_MS;
    }
  }

  private void check(long nowMs) {
    for (Iterator<RealServer> left = trash.iterator(); left.hasNext(); ) {
      RealServer server = left.next();
      if (server.isReferenced()) {
        continue;
      }
      if (server.idleSinceMs == 0) {
        server.idleSinceMs = Math.max(1, nowMs);
      } else if (nowMs - server.idleSinceMs >= IDLE_MS) {
        left.remove();
        numbered[server.number] = null;
        unused.push(server.number);
      }
    }
  }
}
