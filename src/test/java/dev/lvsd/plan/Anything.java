package dev.lvsd.plan;

import static dev.lvsd.plan.Samples.DEFAULT_TIMEOUTS;
import static dev.lvsd.plan.Samples.cluster;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import dev.lvsd.model.VirtualService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Definitions and tables for properties; few keys, so that they meet often. */
public final class Anything {
  private Anything() {}

  /** Clusters shop and blog. */
  public static Arbitrary<Definition> definitions() {
    Arbitrary<Timeouts> timeouts = Arbitraries.of(new Timeouts(0, 0, 0), DEFAULT_TIMEOUTS);
    return Combinators.combine(services(), services(), timeouts)
        .as(
            (shop, blog, wanted) -> {
              Set<ServiceKey> taken =
                  shop.stream().map(s -> s.spec().key()).collect(Collectors.toSet());
              return new Definition(
                  List.of(
                      cluster(
                          "shop",
                          Cluster.Management.SHARED,
                          Samples.timeouts(
                              wanted.tcpSeconds(), wanted.tcpFinSeconds(), wanted.udpSeconds()),
                          shop.toArray(ClusterService[]::new)),
                      cluster(
                          "blog",
                          blog.stream()
                              .filter(s -> !taken.contains(s.spec().key()))
                              .toArray(ClusterService[]::new))));
            });
  }

  static Arbitrary<Timeouts> timeouts() {
    return Arbitraries.of(DEFAULT_TIMEOUTS, new Timeouts(1, 2, 3), new Timeouts(60, 120, 300));
  }

  /** A table; the servers of a service are all idle or all busy. */
  static Arbitrary<List<VirtualService>> tables() {
    Arbitrary<Integer> connections = Arbitraries.of(0, 0, 7);
    return Combinators.combine(services(), connections)
        .as(
            (services, active) ->
                services.stream()
                    .map(
                        service ->
                            Samples.present(
                                service.spec(),
                                service.servers().stream()
                                    .map(s -> Samples.present(s.spec(), active, 0))
                                    .toArray(ServerStatus[]::new)))
                    .toList());
  }

  /** What clusters shop, blog and elsewhere have had. */
  static Arbitrary<Ownership> ownerships() {
    Arbitrary<Set<ServiceKey>> some = keys().set().ofMaxSize(4);
    return Combinators.combine(some, some, some)
        .as(
            (shop, blog, elsewhere) ->
                new Ownership(
                    Map.of(
                        "shop", Managed.services(shop),
                        "blog", Managed.services(blog),
                        "elsewhere", Managed.services(elsewhere))));
  }

  private static Arbitrary<List<ClusterService>> services() {
    return Combinators.combine(specs(), servers())
        .as((spec, servers) -> Samples.service(spec, servers.toArray(ServerSpec[]::new)))
        .list()
        .uniqueElements(service -> service.spec().key())
        .ofMaxSize(5);
  }

  private static Arbitrary<ServiceKey> keys() {
    return Arbitraries.of(
            "tcp 10.0.0.1:80",
            "udp 10.0.0.1:80",
            "tcp 10.0.0.2:80",
            "sctp 10.0.0.1:80",
            "fwmark 7",
            "tcp 10.0.0.3:443")
        .map(Samples::key);
  }

  private static Arbitrary<ServiceSpec> specs() {
    Arbitrary<Optional<Persistence>> persistence =
        Arbitraries.of(
            Optional.empty(),
            Optional.of(new Persistence(300, Netmask.full(AddressFamily.IPV4))),
            Optional.of(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24))));
    Arbitrary<Set<SchedulerFlag>> flags = Arbitraries.of(SchedulerFlag.values()).set();
    return Combinators.combine(
            keys(),
            Arbitraries.of("rr", "wrr", "mh").map(SchedulerName::new),
            flags,
            persistence,
            Arbitraries.of("sip").optional(),
            Arbitraries.of(true, false),
            Arbitraries.just(false)) // the kernel refuses toa
        .as(ServiceSpec::new);
  }

  private static Arbitrary<List<ServerSpec>> servers() {
    Arbitrary<ServerSpec> plain =
        Combinators.combine(
                Arbitraries.of("10.1.0.1:80", "10.1.0.2:80", "10.1.0.3:8080"),
                Arbitraries.of(0, 1, 100),
                Arbitraries.of(ForwardingMethod.NAT, ForwardingMethod.DR),
                Arbitraries.of(0L, 1000L))
            .as(
                (key, weight, method, upper) ->
                    ServerSpec.of(Samples.serverKey(key), method, weight).withThresholds(upper, 0));
    Arbitrary<Tunnel> tunnels =
        Combinators.combine(
                Arbitraries.of(Tunnel.Type.IPIP, Tunnel.Type.GUE, Tunnel.Type.GRE),
                Arbitraries.of(6080, 6081),
                Arbitraries.of(Tunnel.Checksum.values()))
            .as(Tunnel::new);
    return Combinators.combine(plain, tunnels.optional())
        .as((server, tunnel) -> tunnel.map(server::withTunnel).orElse(server))
        .list()
        .uniqueElements(ServerSpec::key)
        .ofMaxSize(4);
  }
}
