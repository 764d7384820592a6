package dev.lvsd.plan;

import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a reader of a plan should know, one sentence each. */
final class Notes {
  private Notes() {}

  /** Settings that another command acts upon. */
  static List<String> notApplied(Definition definition) {
    List<String> notes = new ArrayList<>();
    for (Cluster cluster : definition.clusters()) {
      if (!cluster.realServerHosts().isEmpty()) {
        notes.add(
            "cluster "
                + cluster.name()
                + ": the real servers themselves are prepared by lvsctl rs apply");
      }
    }
    return notes;
  }

  /** The service changes hands. */
  static String taken(ServiceKey service, String cluster, Collection<String> previous) {
    return "service "
        + service
        + " was managed for cluster "
        + String.join(", ", previous)
        + " and is now managed for cluster "
        + cluster;
  }

  /** Services that another definition has. */
  static String leftToOthers(String cluster, int services) {
    return (services == 1 ? "1 service" : services + " services")
        + " of cluster "
        + cluster
        + ", which this definition does not name, "
        + (services == 1 ? "stays as it is" : "stay as they are");
  }

  /**
   * Kernels of late 2026 reopen a full server only when it falls below its lower threshold, however
   * far the upper one was raised.
   */
  static Optional<String> staysFull(ServiceKey service, ServerStatus have, ServerSpec want) {
    long before = have.spec().upperThreshold();
    long after = want.upperThreshold();
    long connections = have.activeConnections() + have.inactiveConnections();
    long reopensBelow = want.lowerThreshold() != 0 ? want.lowerThreshold() : after - after / 4;
    if (before == 0 || after <= before || connections < before || connections < reopensBelow) {
      return Optional.empty();
    }
    return Optional.of(
        "server "
            + want.key()
            + " of "
            + service
            + " is full; newer kernels give it new connections again only when it has fewer than "
            + reopensBelow
            + " (it has "
            + connections
            + "), so set lowerThreshold above that to reopen it at once");
  }
}
