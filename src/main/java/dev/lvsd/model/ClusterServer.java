package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

/**
 * A real server of a definition.
 *
 * @param name unique in its service
 * @param spec identity and settings
 */
public record ClusterServer(String name, ServerSpec spec) {
  /** Refuses nulls. */
  public ClusterServer {
    requireNonNull(name, "name");
    requireNonNull(spec, "spec");
  }
}
