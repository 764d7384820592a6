package dev.lvsd.plan;

import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.VirtualService;
import java.util.List;

/**
 * What loading {@code ip_vs} anew interrupts.
 *
 * @param services services of the table, those of others included
 * @param connections connections that are cut
 */
public record ReloadCost(int services, long connections) {
  static ReloadCost of(List<VirtualService> table) {
    return new ReloadCost(
        table.size(),
        table.stream()
            .flatMap(service -> service.servers().stream())
            .mapToLong(ReloadCost::connections)
            .sum());
  }

  private static long connections(ServerStatus server) {
    return server.activeConnections() + server.inactiveConnections();
  }

  /** {@code 3 services with 120 connections}. */
  @Override
  public String toString() {
    return services
        + (services == 1 ? " service" : " services")
        + " with "
        + connections
        + (connections == 1 ? " connection" : " connections");
  }
}
