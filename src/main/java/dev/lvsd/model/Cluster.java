package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One cluster of a definition: a YAML document of kind {@code Cluster}.
 *
 * @param name unique among the clusters of a director
 * @param dataPlane who is to forward the packets
 * @param management what happens to services that nobody defined
 * @param director what the director must look like
 * @param services virtual services, in the order of the file
 * @param realServerHosts how to reach the machines that are real servers
 */
public record Cluster(
    String name,
    DataPlaneChoice dataPlane,
    Management management,
    Director director,
    List<ClusterService> services,
    List<RealServerHost> realServerHosts) {
  /** Copies the lists. */
  public Cluster {
    requireNonNull(name, "name");
    requireNonNull(dataPlane, "dataPlane");
    requireNonNull(management, "management");
    requireNonNull(director, "director");
    services = List.copyOf(services);
    realServerHosts = List.copyOf(realServerHosts);
  }

  /**
   * A cluster that wants nothing: what was managed for it is to go.
   *
   * @param name of the cluster
   * @return without services
   */
  public static Cluster empty(String name) {
    return new Cluster(
        name, DataPlaneChoice.AUTO, Management.SHARED, Director.UNSPECIFIED, List.of(), List.of());
  }

  /**
   * The same with other services.
   *
   * @param others in the order of the file
   * @return a copy
   */
  public Cluster withServices(List<ClusterService> others) {
    return new Cluster(name, dataPlane, management, director, others, realServerHosts);
  }

  /** Who forwards the packets. */
  public enum DataPlaneChoice {
    /** The kernel where it has IPVS, the Java plane elsewhere. */
    AUTO,
    /** The kernel's IPVS. */
    KERNEL,
    /** The Java plane. */
    USERSPACE
  }

  /** What happens to services in the table that nobody defined. */
  public enum Management {
    /** They are foreign: shown, and left alone. */
    SHARED,
    /** The table belongs to lvsd: they are removed. */
    EXCLUSIVE
  }
}
