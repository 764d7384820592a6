package dev.lvsd.cli.view;

import dev.lvsd.model.ServerStatus;
import java.util.List;

/**
 * Connections of several servers together.
 *
 * @param active sum of active connections
 * @param inactive sum of inactive connections
 * @param persistent sum of persistence templates
 */
record Totals(long active, long inactive, long persistent) {
  static Totals of(List<ServerStatus> servers) {
    long active = 0;
    long inactive = 0;
    long persistent = 0;
    for (ServerStatus server : servers) {
      active += server.activeConnections();
      inactive += server.inactiveConnections();
      persistent += server.persistentConnections();
    }
    return new Totals(active, inactive, persistent);
  }
}
