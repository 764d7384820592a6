package dev.lvsd.plan;

import dev.lvsd.model.Definition;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.ServiceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose service is whose: by the definition at hand, and by earlier ones. */
final class Owners {
  /** What becomes of a service that the definition does not have. */
  enum Claim {
    /** An earlier definition of these clusters had it; it goes. */
    OURS,
    /** It belongs to a cluster that the definition does not name. */
    OTHER_CLUSTER,
    /** Nobody defined it. */
    FOREIGN
  }

  private final Set<String> named = new HashSet<>();
  private final Map<ServiceKey, List<String>> clusters = new HashMap<>();

  Owners(Definition desired, Ownership owned) {
    desired.clusters().forEach(cluster -> named.add(cluster.name()));
    owned
        .byCluster()
        .forEach(
            (cluster, managed) ->
                managed
                    .services()
                    .forEach(
                        key ->
                            clusters.computeIfAbsent(key, k -> new ArrayList<>(1)).add(cluster)));
  }

  /** Two clusters may both claim a service after an interrupted apply; then it stays. */
  Claim claim(ServiceKey undefined) {
    List<String> owners = owners(undefined);
    if (owners.isEmpty()) {
      return Claim.FOREIGN;
    }
    return named.containsAll(owners) ? Claim.OURS : Claim.OTHER_CLUSTER;
  }

  /** Clusters that have the service and that the definition does not name. */
  List<String> others(ServiceKey service) {
    return owners(service).stream().filter(cluster -> !named.contains(cluster)).toList();
  }

  private List<String> owners(ServiceKey service) {
    return clusters.getOrDefault(service, List.of());
  }
}
