package dev.lvsd.remote;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.RealServerHost;
import dev.lvsd.model.ServerSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a definition means for real servers: which machines there are, what is claimed from them,
 * and what they must answer.
 *
 * @param clusters names of all clusters
 * @param hosts machines, in the order in which the definition mentions them
 * @param claims virtual addresses that real servers need
 * @param served what real servers must answer
 * @param notes what cannot be known from the definition
 */
public record ServerDefinition(
    Set<String> clusters,
    List<ServerHost> hosts,
    Set<Claim> claims,
    List<Served> served,
    List<String> notes) {
  /** Copies the collections. */
  public ServerDefinition {
    clusters = Collections.unmodifiableSet(new LinkedHashSet<>(clusters));
    hosts = List.copyOf(hosts);
    claims = Collections.unmodifiableSet(new TreeSet<>(claims));
    served = List.copyOf(served);
    notes = List.copyOf(notes);
  }

  /**
   * Reads a definition.
   *
   * @param definition clusters with real servers
   * @return what it means for these
   */
  public static ServerDefinition of(Definition definition) {
    return new Reader().read(definition);
  }

  /**
   * The machines that an operator named.
   *
   * @param only addresses, ssh hosts or names of real servers; none: all machines
   * @return in the order of the definition
   * @throws IllegalArgumentException if a name belongs to no machine
   */
  public List<ServerHost> select(Collection<String> only) {
    for (String name : only) {
      if (hosts.stream().noneMatch(host -> host.names().contains(name))) {
        throw new IllegalArgumentException(
            "--only "
                + name
                + ": the definition has no real server of this name or address; if it had one:"
                + " lvsctl history show N prints it as it was");
      }
    }
    return hosts.stream()
        .filter(h -> only.isEmpty() || only.stream().anyMatch(h.names()::contains))
        .toList();
  }

  /** What is claimed from a machine that has some addresses. */
  Set<Claim> claimsOn(Set<InetAddress> addresses) {
    return claims.stream()
        .filter(claim -> addresses.contains(claim.server()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a machine that has some addresses must answer. */
  List<Served> servedBy(Set<InetAddress> addresses) {
    return served.stream().filter(each -> addresses.contains(each.server())).toList();
  }

  /** Collects while it walks through the clusters. Owned by one thread. */
  private static final class Reader {
    private final Map<InetAddress, RealServerHost> described = new HashMap<>();
    private final Map<InetAddress, Set<String>> names = new LinkedHashMap<>();
    private final Set<Claim> claims = new TreeSet<>();
    private final List<Served> served = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ServerDefinition read(Definition definition) {
      for (Cluster cluster : definition.clusters()) {
        cluster.realServerHosts().forEach(h -> described.putIfAbsent(h.address(), h));
        for (ClusterService service : cluster.services()) {
          service.servers().forEach(server -> server(cluster, service, server));
        }
      }
      Set<String> clusters =
          definition.clusters().stream()
              .map(Cluster::name)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      return new ServerDefinition(clusters, hosts(), claims, served, notes);
    }

    private void server(Cluster cluster, ClusterService service, ClusterServer server) {
      ServerSpec spec = server.spec();
      InetAddress address = spec.key().address();
      names.computeIfAbsent(address, a -> new TreeSet<>()).add(server.name());
      boolean ownVip =
          spec.forwarding() == ForwardingMethod.DR || spec.forwarding() == ForwardingMethod.TUNNEL;
      if (service.spec().key() instanceof AddressKey key) {
        if (ownVip) {
          claims.add(new Claim(cluster.name(), key.address(), address, spec.tunnel()));
        }
        served.add(
            new Served(
                service.name(),
                address,
                spec.forwarding(),
                key.protocol(),
                ownVip ? key.address() : address,
                spec.key().port()));
      } else if (ownVip) {
        String note =
            "service %s of cluster %s takes packets by firewall mark: the definition does not say to"
                    .formatted(service.name(), cluster.name())
                + " which addresses, so that its real servers are neither prepared for them nor asked;"
                + " add these addresses there by hand, with arp_ignore=1 and arp_announce=2 set before";
        if (!notes.contains(note)) {
          notes.add(note);
        }
      }
    }

    /** Addresses with one way to log in are one machine. */
    private List<ServerHost> hosts() {
      Map<SshTarget, Set<InetAddress>> machines = new LinkedHashMap<>();
      for (InetAddress address : names.keySet()) {
        machines.computeIfAbsent(target(address), t -> new LinkedHashSet<>()).add(address);
      }
      List<ServerHost> hosts = new ArrayList<>();
      machines.forEach(
          (target, addresses) -> {
            Set<String> known = new TreeSet<>(Set.of(target.host()));
            for (InetAddress address : addresses) {
              known.add(Addresses.text(address));
              known.addAll(names.getOrDefault(address, Set.of()));
            }
            hosts.add(new ServerHost(target, addresses, known));
          });
      return hosts;
    }

    private SshTarget target(InetAddress address) {
      Optional<RealServerHost> host = Optional.ofNullable(described.get(address));
      return new SshTarget(
          host.flatMap(RealServerHost::sshHost).orElse(Addresses.text(address)),
          host.flatMap(RealServerHost::sshUser),
          host.map(RealServerHost::sshPort).orElse(OptionalInt.empty()));
    }
  }
}
