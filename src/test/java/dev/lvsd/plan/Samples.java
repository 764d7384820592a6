package dev.lvsd.plan;

import dev.lvsd.model.Announcing;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Director;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.HostState;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.Statistics;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Short words for wishes and observations, so that tests show only what they are about. */
public final class Samples {
  /** The kernel's defaults. */
  public static final Timeouts DEFAULT_TIMEOUTS = new Timeouts(900, 120, 300);

  private Samples() {}

  /** {@code tcp 10.0.0.1:80}, {@code fwmark 7}. */
  public static ServiceKey key(String text) {
    return ServiceKeys.parse(text);
  }

  /** {@code 10.1.0.1:80}. */
  public static ServerKey serverKey(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    return new ServerKey(endpoint.address(), endpoint.port());
  }

  /** A server by NAT. */
  public static ServerSpec server(String text, int weight) {
    return ServerSpec.of(serverKey(text), ForwardingMethod.NAT, weight);
  }

  /** A service with wrr. */
  public static ClusterService service(String text, ServerSpec... servers) {
    return service(ServiceSpec.of(key(text), new SchedulerName("wrr")), servers);
  }

  /** A service with settings of its own. */
  public static ClusterService service(ServiceSpec spec, ServerSpec... servers) {
    return new ClusterService(
        spec.key().toString(),
        spec,
        Arrays.stream(servers).map(s -> new ClusterServer(s.key().toString(), s)).toList());
  }

  /** A cluster that shares the table. */
  public static Cluster cluster(String name, ClusterService... services) {
    return cluster(name, Cluster.Management.SHARED, Director.UNSPECIFIED, services);
  }

  /** A cluster with a director. */
  public static Cluster cluster(
      String name, Cluster.Management management, Director director, ClusterService... services) {
    return new Cluster(
        name, Cluster.DataPlaneChoice.AUTO, management, director, List.of(services), List.of());
  }

  /** A director of which only the time-outs are said. */
  public static Director timeouts(int tcp, int tcpFin, int udp) {
    return new Director(
        OptionalInt.empty(),
        OptionalLong.empty(),
        new Timeouts(tcp, tcpFin, udp),
        Map.of(),
        Optional.empty(),
        Announcing.DEFAULT,
        List.of(),
        List.of());
  }

  /** A definition of one cluster named shop. */
  public static Definition shop(ClusterService... services) {
    return new Definition(List.of(cluster("shop", services)));
  }

  /** What cluster shop has had. */
  public static Ownership shopOwns(String... keys) {
    return owns("shop", Arrays.stream(keys).map(Samples::key).toArray(ServiceKey[]::new));
  }

  /** What a cluster has had. */
  public static Ownership owns(String cluster, ServiceKey... keys) {
    return new Ownership(Map.of(cluster, Managed.services(Set.of(keys))));
  }

  /** A director with a table, whose host has everything that is asked for. */
  public static Present director(List<VirtualService> table) {
    return new Present(table, DEFAULT_TIMEOUTS, List.of(), host());
  }

  /** A host with {@code ip_vs} and an interface eth0, of which nothing else is known. */
  public static HostState host() {
    IpvsModule ipvs =
        new IpvsModule(
            ModulePresence.LOADED,
            OptionalInt.of(12),
            false,
            8,
            20,
            OptionalInt.empty(),
            List.of("ip_vs_wrr"));
    return new HostState(ipvs, Map.of(), Map.of(), Map.of(), Set.of("eth0", "lo"), List.of());
  }

  /** A service in the table, as defined, its first server being the newest. */
  public static VirtualService present(ClusterService service) {
    return present(
        service.spec(),
        service.servers().stream().map(s -> present(s.spec(), 0, 0)).toArray(ServerStatus[]::new));
  }

  /** A service in the table. */
  public static VirtualService present(ServiceSpec spec, ServerStatus... servers) {
    return new VirtualService(new ServiceStatus(spec, Statistics.ZERO), List.of(servers));
  }

  /** A server in the table. */
  public static ServerStatus present(ServerSpec spec, long active, long inactive) {
    return new ServerStatus(spec, active, inactive, 0, Statistics.ZERO);
  }
}
