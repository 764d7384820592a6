package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A virtual service of a definition.
 *
 * @param name unique in its cluster
 * @param spec identity and settings
 * @param servers its real servers, in the order of the file; keys are unique
 */
public record ClusterService(String name, ServiceSpec spec, List<ClusterServer> servers) {
  /** Copies the list. */
  public ClusterService {
    requireNonNull(name, "name");
    requireNonNull(spec, "spec");
    servers = List.copyOf(servers);
  }
}
