package dev.lvsd.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A drain as it stands.
 *
 * @param cluster name of the cluster
 * @param serviceName name of the service in its cluster
 * @param service identity of the service
 * @param serverName name of the server in its service
 * @param server identity of the server
 * @param drain what was asked for, and whether it has ended
 * @param status the server as the table has it; empty: it is not there
 * @param remaining estimate of the time that it still takes; empty: it has ended, or nothing can be
 *     said
 */
public record DrainStatus(
    String cluster,
    String serviceName,
    ServiceKey service,
    String serverName,
    ServerKey server,
    ServerOverride.Drain drain,
    Optional<ServerStatus> status,
    Optional<Duration> remaining) {
  /**
   * Whether it goes on.
   *
   * @return false once it has ended and, if the server is to be removed, that is gone
   */
  public boolean isRunning() {
    return drain.end().isEmpty() || (drain.removes() && status.isPresent());
  }
}
