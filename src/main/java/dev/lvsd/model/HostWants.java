package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What clusters want of the host beside the table: derived from their definition, and nothing else.
 *
 * @param table size of the connection table
 * @param sysctls values by full name, as {@link SysctlName} writes it
 * @param vips addresses to be added, and how each is announced
 * @param modules modules that services need, each with the reason in words; {@code ip_vs} among
 *     them unless every cluster has a data plane of its own
 * @param syncDaemons sync daemons, at most one of each role
 */
public record HostWants(
    TableWish table,
    Map<String, String> sysctls,
    Map<InterfaceAddress, Announcing> vips,
    Map<String, String> modules,
    List<SyncDaemon> syncDaemons) {
  private static final int FTP = 21;

  /** Copies the collections and keeps their order. */
  public HostWants {
    requireNonNull(table, "table");
    sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    vips = Collections.unmodifiableMap(new LinkedHashMap<>(vips));
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    syncDaemons = List.copyOf(syncDaemons);
  }

  /**
   * What one cluster wants.
   *
   * @param cluster the cluster
   * @return its wishes
   */
  public static HostWants of(Cluster cluster) {
    return of(new Definition(List.of(cluster)));
  }

  /**
   * What all clusters want together. Where two want something else, which the reader of definitions
   * refuses, the first one counts.
   *
   * @param definition the clusters
   * @return their wishes
   */
  public static HostWants of(Definition definition) {
    Gathering wants = new Gathering();
    definition.clusters().forEach(wants::add);
    return wants.all();
  }

  /**
   * The size of the connection table on a director.
   *
   * @param module {@code ip_vs} there
   * @param present values of sysctls as they are, by full name
   * @return a power of two; empty: no wish
   */
  public OptionalInt connTabBits(IpvsModule module, Map<String, String> present) {
    Map<String, String> values = new HashMap<>(present);
    values.putAll(sysctls);
    return table.on(module, values);
  }

  /**
   * What has to be known of the host, to find out what must change.
   *
   * @param owned what lvsd manages; what it may have to restore has to be known, too
   * @return the question
   */
  public HostQuestion question(Ownership owned) {
    Set<String> names = new TreeSet<>(sysctls.keySet());
    owned.byCluster().values().forEach(managed -> names.addAll(managed.sysctls().keySet()));
    if (table.connections().isPresent()) {
      names.add(TableWish.LOAD_FACTOR);
    }
    return new HostQuestion(modules.keySet(), names);
  }

  private static final class Gathering {
    private TableWish table = TableWish.NONE;
    private final Map<String, String> sysctls = new LinkedHashMap<>();
    private final Map<InterfaceAddress, Announcing> vips = new LinkedHashMap<>();
    private final Map<String, String> modules = new LinkedHashMap<>();
    private final Map<SyncDaemon.Role, SyncDaemon> syncDaemons = new LinkedHashMap<>();

    void add(Cluster cluster) {
      Director director = cluster.director();
      if (!table.isPresent()) {
        table = new TableWish(director.connTabBits(), director.expectedConnections());
      }
      director
          .sysctls()
          .forEach((name, value) -> sysctls.putIfAbsent(SysctlName.parse(name).toString(), value));
      director.syncDaemons().forEach(daemon -> syncDaemons.putIfAbsent(daemon.role(), daemon));
      if (cluster.dataPlane() != Cluster.DataPlaneChoice.USERSPACE) {
        modules.putIfAbsent("ip_vs", "cluster " + cluster.name());
        cluster.services().forEach(this::modules);
      }
      director
          .vipInterface()
          .ifPresent(
              name ->
                  cluster.services().forEach(service -> vip(name, service, director.announcing())));
    }

    private void vip(String interfaceName, ClusterService service, Announcing announcing) {
      if (service.spec().key() instanceof AddressKey key) {
        vips.putIfAbsent(InterfaceAddress.vip(interfaceName, key.address()), announcing);
      }
    }

    private void modules(ClusterService service) {
      ServiceSpec spec = service.spec();
      String reason = " of service " + service.name();
      if (!spec.scheduler().name().equals("none")) {
        modules.putIfAbsent(
            "ip_vs_" + spec.scheduler().name(), "scheduler " + spec.scheduler().name() + reason);
      }
      spec.persistenceEngine()
          .ifPresent(
              engine ->
                  modules.putIfAbsent(
                      "ip_vs_pe_" + engine, "persistence engine " + engine + reason));
      boolean nat =
          service.servers().stream()
              .anyMatch(server -> server.spec().forwarding() == ForwardingMethod.NAT);
      boolean ftp =
          spec.key() instanceof AddressKey key
              && key.port() == FTP
              && key.protocol() == Protocol.TCP;
      if (ftp && nat) {
        modules.putIfAbsent("ip_vs_ftp", "FTP by NAT" + reason);
      }
    }

    HostWants all() {
      return new HostWants(table, sysctls, vips, modules, List.copyOf(syncDaemons.values()));
    }
  }
}
