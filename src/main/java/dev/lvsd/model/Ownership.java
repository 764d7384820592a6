package dev.lvsd.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which services lvsd manages, and for which cluster. A service that is in the table and not in
 * here is foreign.
 *
 * @param byCluster keys of the managed services by the name of their cluster
 */
public record Ownership(Map<String, Set<ServiceKey>> byCluster) {
  /** Nothing is managed, or nothing is known of it. */
  public static final Ownership NONE = new Ownership(Map.of());

  /** Copies the map and its sets; the sets are in the order of keys. */
  public Ownership {
    Map<String, Set<ServiceKey>> copy = new LinkedHashMap<>();
    byCluster.forEach(
        (cluster, keys) -> copy.put(cluster, Collections.unmodifiableSet(new TreeSet<>(keys))));
    byCluster = Collections.unmodifiableMap(copy);
  }

  /**
   * The services of one cluster.
   *
   * @param cluster its name
   * @return their keys, in order; empty if the cluster is not known
   */
  public Set<ServiceKey> of(String cluster) {
    return byCluster.getOrDefault(cluster, Set.of());
  }

  /**
   * Whether any cluster has the service.
   *
   * @param service identity
   * @return true if lvsd manages it
   */
  public boolean contains(ServiceKey service) {
    return byCluster.values().stream().anyMatch(keys -> keys.contains(service));
  }
}
