package dev.lvsd.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lvsd manages, and for which cluster. A service or an address that is there and is not in
 * here is foreign.
 *
 * @param byCluster what is managed, by the name of the cluster
 */
public record Ownership(Map<String, Managed> byCluster) {
  /** Nothing is managed, or nothing is known of it. */
  public static final Ownership NONE = new Ownership(Map.of());

  /** Copies the map, in the order of names. */
  public Ownership {
    byCluster = Collections.unmodifiableMap(new TreeMap<>(byCluster));
  }

  /**
   * What is managed for one cluster.
   *
   * @param cluster its name
   * @return nothing if the cluster is not known
   */
  public Managed of(String cluster) {
    return byCluster.getOrDefault(cluster, Managed.NOTHING);
  }

  /**
   * Whether any cluster has the service.
   *
   * @param service identity
   * @return true if lvsd manages it
   */
  public boolean contains(ServiceKey service) {
    return byCluster.values().stream().anyMatch(managed -> managed.services().contains(service));
  }

  /**
   * Whether any cluster has the address.
   *
   * @param address the address and its interface
   * @return true if lvsd added it
   */
  public boolean contains(InterfaceAddress address) {
    return byCluster.values().stream().anyMatch(managed -> managed.addresses().contains(address));
  }
}
