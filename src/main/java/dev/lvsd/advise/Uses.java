package dev.lvsd.advise;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a director is used for, as far as its settings depend on it.
 *
 * @param flows each pair of address family and forwarding method that occurs
 * @param persistent whether a service is persistent
 * @param ftp whether there is FTP by nat
 * @param hashing whether a service picks its servers by hash
 * @param backup whether connections of another director are received
 * @param interfaces where the VIPs are
 * @param connections how many are expected at the same time
 */
public record Uses(
    Set<Flow> flows,
    boolean persistent,
    boolean ftp,
    boolean hashing,
    boolean backup,
    Set<String> interfaces,
    OptionalLong connections) {
  private static final int FTP = 21;

  /** Copies the sets. */
  public Uses {
    flows = Set.copyOf(flows);
    interfaces = Set.copyOf(interfaces);
  }

  /**
   * How packets of a service get to a server.
   *
   * @param family of the service
   * @param forwarding of the server
   */
  public record Flow(AddressFamily family, ForwardingMethod forwarding) {}

  /**
   * What a definition uses.
   *
   * @param definition the clusters
   * @return what all of them use together
   */
  public static Uses of(Definition definition) {
    Gathering all = new Gathering();
    Set<String> interfaces = new TreeSet<>();
    List<SyncDaemon> daemons = new ArrayList<>();
    OptionalLong connections = OptionalLong.empty();
    for (Cluster cluster : definition.clusters()) {
      cluster.director().vipInterface().ifPresent(interfaces::add);
      daemons.addAll(cluster.director().syncDaemons());
      if (cluster.director().expectedConnections().isPresent()) {
        connections = cluster.director().expectedConnections();
      }
      cluster
          .services()
          .forEach(
              service ->
                  all.add(
                      service.spec(),
                      service.servers().stream().map(ClusterServer::spec).toList()));
    }
    return all.uses(daemons, interfaces, connections);
  }

  /**
   * What a table uses.
   *
   * @param table the services as they are
   * @param daemons the sync daemons that run
   * @return what all of them use together
   */
  public static Uses of(Collection<VirtualService> table, Collection<SyncDaemon> daemons) {
    Gathering all = new Gathering();
    for (VirtualService service : table) {
      all.add(service.status().spec(), service.servers().stream().map(ServerStatus::spec).toList());
    }
    return all.uses(daemons, Set.of(), OptionalLong.empty());
  }

  /**
   * Whether a forwarding method occurs.
   *
   * @param forwarding the method
   * @return true if it does, in any family
   */
  public boolean has(ForwardingMethod forwarding) {
    return flows.stream().anyMatch(flow -> flow.forwarding() == forwarding);
  }

  /**
   * Whether a forwarding method occurs in a family.
   *
   * @param family of the service
   * @param forwarding the method
   * @return true if it does
   */
  public boolean has(AddressFamily family, ForwardingMethod forwarding) {
    return flows.contains(new Flow(family, forwarding));
  }

  /** Adds up the services of one side. */
  private static final class Gathering {
    private final Set<Flow> flows = new HashSet<>();
    private boolean persistent;
    private boolean ftp;
    private boolean hashing;

    void add(ServiceSpec service, List<ServerSpec> servers) {
      persistent |= service.persistence().isPresent();
      hashing |= service.scheduler().hasFlags();
      for (ServerSpec server : servers) {
        flows.add(new Flow(service.key().family(), server.forwarding()));
        ftp |= server.forwarding() == ForwardingMethod.NAT && isFtp(service.key());
      }
    }

    Uses uses(Collection<SyncDaemon> daemons, Set<String> interfaces, OptionalLong connections) {
      boolean backup = daemons.stream().anyMatch(daemon -> daemon.role() == SyncDaemon.Role.BACKUP);
      return new Uses(flows, persistent, ftp, hashing, backup, interfaces, connections);
    }

    private static boolean isFtp(ServiceKey key) {
      Optional<AddressKey> address =
          key instanceof AddressKey each ? Optional.of(each) : Optional.empty();
      return address.filter(each -> each.port() == FTP).isPresent();
    }
  }
}
