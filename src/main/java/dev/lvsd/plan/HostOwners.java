package dev.lvsd.plan;

import dev.lvsd.model.Definition;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Ownership;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of the host is managed for the clusters at hand, and what for others. */
final class HostOwners {
  private final List<Managed> named = new ArrayList<>();
  private final List<Managed> others = new ArrayList<>();

  HostOwners(Definition desired, Ownership owned) {
    Set<String> names = new HashSet<>();
    desired.clusters().forEach(cluster -> names.add(cluster.name()));
    owned
        .byCluster()
        .forEach((cluster, managed) -> (names.contains(cluster) ? named : others).add(managed));
  }

  /** What clusters of the definition have had. */
  List<Managed> named() {
    return named;
  }

  /** What clusters have that the definition does not name; it stays. */
  List<Managed> others() {
    return others;
  }
}
