package dev.lvsd.dataplane;

import dev.lvsd.dataplane.scheduler.DestinationList;
import dev.lvsd.dataplane.scheduler.Scheduler;
import dev.lvsd.dataplane.scheduler.Schedulers;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service at work: its servers, its scheduler and its counters. Owner: the forwarding
 * thread.
 */
final class Service {
  /** Firewall mark, 0 for services of an address. */
  final int mark;

  final boolean ipv6;
  final int protocol;
  final long high;
  final long low;
  final int port;
  final DestinationList servers = new DestinationList();
  final Counters counters = new Counters();

  private final Map<ServerKey, RealServer> byKey = new LinkedHashMap<>();
  private ServiceSpec spec;
  private Scheduler scheduler;
  private @Nullable Persistence persistence;

  /** Next service of a bucket of {@link ServiceTable}. */
  @Nullable Service next;

  Service(ServiceSpec spec, Schedulers.Options options) {
    this.spec = spec;
    ServiceKey key = spec.key();
    ipv6 = key.family() == AddressFamily.IPV6;
    if (key instanceof AddressKey address) {
      mark = 0;
      protocol = address.protocol().number();
      high = Ip.high(address.address());
      low = Ip.low(address.address());
      port = address.port();
    } else {
      mark = (int) ((FwmarkKey) key).mark();
      protocol = 0;
      high = 0;
      low = 0;
      port = 0;
    }
    scheduler = scheduler(spec, options);
    settle(spec);
  }

  private Scheduler scheduler(ServiceSpec wanted, Schedulers.Options options) {
    return Schedulers.create(wanted.scheduler(), servers, options).orElseThrow();
  }

  private void settle(ServiceSpec wanted) {
    persistence = wanted.persistence().orElse(null);
    scheduler.flags(wanted.schedulerFlags());
  }

  /** Takes other settings; only another scheduler begins anew. */
  void update(ServiceSpec wanted, Schedulers.Options options) {
    if (!wanted.scheduler().equals(spec.scheduler())) {
      scheduler = scheduler(wanted, options);
    }
    spec = wanted;
    settle(wanted);
  }

  ServiceSpec spec() {
    return spec;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  boolean isPersistent() {
    return persistence != null;
  }

  boolean isOnePacket() {
    return spec.onePacket();
  }

  boolean tellsClient() {
    return spec.toa();
  }

  long persistenceSeconds() {
    return persistence == null ? 0 : persistence.timeoutSeconds();
  }

  /** First half of the network that a client of a persistent service is taken for. */
  long networkHigh(long clientHigh) {
    return clientHigh & prefix(0);
  }

  /** Second half of that network. */
  long networkLow(long clientLow) {
    return clientLow & prefix(64);
  }

  private long prefix(int from) {
    if (persistence == null) {
      return -1;
    }
    Netmask netmask = persistence.netmask();
    if (!ipv6) {
      return netmask.bits() & 0xffff_ffffL;
    }
    int bits = netmask.bits() - from;
    return bits >= 64 ? -1 : bits <= 0 ? 0 : -1L << (64 - bits);
  }

  @Nullable RealServer server(ServerKey key) {
    return byKey.get(key);
  }

  Collection<RealServer> all() {
    return byKey.values();
  }

  void add(RealServer server) {
    byKey.put(server.key(), server);
    servers.addFirst(server);
    scheduler.added(server);
  }

  void remove(RealServer server) {
    byKey.remove(server.key());
    scheduler.removed(server, servers.remove(server));
  }

  void updated(RealServer server) {
    scheduler.updated(server);
  }

  void zero() {
    counters.zero();
    byKey.values().forEach(each -> each.counters.zero());
  }

  ServiceStatus status() {
    return new ServiceStatus(spec, counters.statistics());
  }
}
