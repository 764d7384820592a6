package dev.lvsd.dataplane;

import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.dataplane.scheduler.Destination;
import dev.lvsd.dataplane.scheduler.Schedulers;
import dev.lvsd.model.Connection;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table of services and servers as an operator changes and reads it. Owner: the forwarding
 * thread.
 *
 * <p>Does what it is told; whether that is allowed is decided by who calls.
 */
final class Directory {
  private static final long SCHEDULERS_MS = 1000;

  private final ServiceTable services;
  private final Servers servers;
  private final Connections connections;
  private final Traffic traffic;
  private final SysctlValues sysctls;
  private final Accounting accounting;
  private final ConnectionList list;
  // made once, because this runs between packets
  private final Consumer<Service> advance = this::advance;
  private long seed;
  private long nowMs;
  private long schedulersAtMs = Long.MIN_VALUE;

  Directory(
      ServiceTable services,
      Servers servers,
      Connections connections,
      Traffic traffic,
      SysctlValues sysctls,
      Accounting accounting,
      long seed) {
    this.services = services;
    this.servers = servers;
    this.connections = connections;
    this.traffic = traffic;
    this.sysctls = sysctls;
    this.accounting = accounting;
    this.seed = seed;
    this.list = new ConnectionList(connections);
  }

  private void advance(Service service) {
    service.scheduler().advance(nowMs);
  }

  private Schedulers.Options options(SchedulerName scheduler) {
    Sysctl expiration =
        scheduler.name().equals("lblcr") ? Sysctl.LBLCR_EXPIRATION : Sysctl.LBLC_EXPIRATION;
    return new Schedulers.Options(accounting, sysctls.get(expiration) * 1000L, ++seed);
  }

  @Nullable Service service(ServiceKey key) {
    return services.get(key);
  }

  Collection<Service> services() {
    return services.all();
  }

  /** Newest first. */
  static List<ServerStatus> servers(Service service) {
    List<ServerStatus> all = new ArrayList<>();
    for (Destination each : service.servers.toList()) {
      all.add(((RealServer) each).status());
    }
    return all;
  }

  void create(ServiceSpec spec) {
    services.add(new Service(spec, options(spec.scheduler())));
  }

  void update(Service service, ServiceSpec spec) {
    service.update(spec, options(spec.scheduler()));
  }

  void delete(Service service) {
    services.remove(service);
    for (RealServer each : List.copyOf(service.all())) {
      discard(service, each);
    }
    endWithoutServer();
  }

  void flush() {
    for (Service each : List.copyOf(services.all())) {
      delete(each);
    }
  }

  void add(Service service, ServerSpec spec) {
    service.add(servers.obtain(service, spec));
  }

  void update(RealServer server, ServerSpec spec) {
    server.settle(spec);
    server.service().updated(server);
  }

  void remove(RealServer server) {
    discard(server.service(), server);
    endWithoutServer();
  }

  private void discard(Service service, RealServer server) {
    service.remove(server);
    servers.discard(server, nowMs);
  }

  private void endWithoutServer() {
    if (sysctls.isOn(Sysctl.EXPIRE_NODEST_CONN)) {
      connections.endWithoutServer();
    }
  }

  /** Whether fullnat has a local address of a family. */
  boolean hasLocalAddress(boolean ipv6) {
    return connections.locals().has(ipv6);
  }

  void zero() {
    services.all().forEach(Service::zero);
    traffic.all().zero();
  }

  void estimate() {
    traffic.all().estimate();
    services.all().forEach(Directory::estimate);
  }

  private static void estimate(Service service) {
    service.counters.estimate();
    service.all().forEach(Directory::estimate);
  }

  private static void estimate(RealServer server) {
    server.counters.estimate();
  }

  void advance(long now) {
    nowMs = now;
    servers.advance(now);
    if (now >= schedulersAtMs) {
      schedulersAtMs = now + SCHEDULERS_MS;
      services.all().forEach(advance);
    }
  }

  Timeouts timeouts() {
    return connections.timeouts();
  }

  void timeouts(Timeouts wanted) {
    connections.timeouts(wanted);
  }

  long buckets() {
    return connections.table().buckets();
  }

  void connections(Consumer<Connection> consumer) {
    list.forEach(nowMs, consumer);
  }
}
