package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

/**
 * A real server as it is now.
 *
 * @param spec its settings
 * @param activeConnections connections in an active state, unsigned 32 bits
 * @param inactiveConnections the other connections; all of UDP
 * @param persistentConnections persistence templates that point to the server
 * @param statistics its counters
 */
public record ServerStatus(
    ServerSpec spec,
    long activeConnections,
    long inactiveConnections,
    long persistentConnections,
    Statistics statistics) {
  /** Refuses nulls. */
  public ServerStatus {
    requireNonNull(spec, "spec");
    requireNonNull(statistics, "statistics");
  }

  /**
   * Identity of the server inside its service.
   *
   * @return the key of the spec
   */
  public ServerKey key() {
    return spec.key();
  }

  /**
   * Whether removing the server would cut nothing.
   *
   * @return true when it has neither active nor inactive connections
   */
  public boolean isIdle() {
    return activeConnections == 0 && inactiveConnections == 0;
  }
}
