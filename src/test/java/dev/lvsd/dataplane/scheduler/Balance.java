package dev.lvsd.dataplane.scheduler;

import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service of servers A, B, C … at 192.168.7.11, .12, .13 …, port 80, and clients that open one
 * connection each and keep it: the bed in which the vectors of the kernel were observed.
 */
final class Balance {
  private static final long FIRST_SERVER = 0xc0a8070bL;
  private static final long VIP = 0x0a090909L;

  private final DestinationList list = new DestinationList();
  private final Map<Character, Destination> servers = new LinkedHashMap<>();
  private final Flow flow = new Flow();
  private final Scheduler scheduler;
  private final Accounting accounting;
  private boolean active = true;
  private long client = 0x0a010002L;
  private int port = 30000;
  private boolean samePort = true;
  private long nowMs;

  private Balance(String scheduler, Accounting accounting) {
    this.accounting = accounting;
    this.scheduler =
        Schedulers.create(
                new SchedulerName(scheduler),
                list,
                new Schedulers.Options(accounting, 86_400_000L, 42))
            .orElseThrow();
  }

  static Balance of(String scheduler) {
    return new Balance(scheduler, Accounting.CLASSIC);
  }

  static Balance of(String scheduler, Accounting accounting) {
    return new Balance(scheduler, accounting);
  }

  /** Connections stay inactive, as those of UDP. */
  Balance udp() {
    active = false;
    return this;
  }

  /** One client asks from port 30000, 30001 and so on. */
  Balance oneClient() {
    samePort = false;
    return this;
  }

  Balance flags(SchedulerFlag... flags) {
    Set<SchedulerFlag> all = EnumSet.noneOf(SchedulerFlag.class);
    all.addAll(Set.of(flags));
    scheduler.flags(all);
    return this;
  }

  /** Adds A, B, C … with these weights, in this order. */
  Balance servers(int... weights) {
    for (int weight : weights) {
      add((char) ('A' + servers.size()), weight);
    }
    return this;
  }

  Balance add(char name, int weight) {
    Destination server = new Destination(accounting, 0, FIRST_SERVER + name - 'A', 80);
    server.configure(weight, 0, 0);
    servers.put(name, server);
    list.addFirst(server);
    scheduler.added(server);
    return this;
  }

  Balance remove(char name) {
    Destination server = server(name);
    scheduler.removed(server, list.remove(server));
    return this;
  }

  Balance weight(char name, int weight) {
    return configure(name, weight, 0, 0);
  }

  Balance configure(char name, int weight, long upper, long lower) {
    server(name).configure(weight, upper, lower);
    scheduler.updated(server(name));
    return this;
  }

  Destination server(char name) {
    return servers.get(name);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  void load(char name, int activeConnections, int inactiveConnections) {
    for (int i = 0; i < activeConnections + inactiveConnections; i++) {
      server(name).bound();
    }
    for (int i = 0; i < activeConnections; i++) {
      server(name).activated();
    }
  }

  Balance later(long ms) {
    nowMs += ms;
    scheduler.advance(nowMs);
    return this;
  }

  /** Picks as many times, each by the next client; {@code -} is none. */
  String picks(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(pick(VIP));
      if (samePort) {
        client++;
      } else {
        port++;
      }
    }
    return out.toString();
  }

  /** Picks for a packet to another destination, as a service of a firewall mark may see it. */
  char pick(long destination) {
    Destination picked = scheduler.pick(flow.of(0, client, port, 0, destination, nowMs));
    if (picked != null) {
      picked.bound();
      if (active) {
        picked.activated();
      }
    }
    return nameOf(picked);
  }

  private char nameOf(@Nullable Destination picked) {
    return servers.entrySet().stream()
        .filter(each -> each.getValue() == picked)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse('-');
  }
}
