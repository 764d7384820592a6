package dev.lvsd.cli.view;

import dev.lvsd.model.DataPlaneInfo;
import java.util.List;

/**
 * The state of data plane and table in a few numbers.
 *
 * @param dataPlane which data plane answers: {@code kernel} or {@code userspace}
 * @param reason why that one, a clause behind "because"
 * @param kernelRelease release of the running kernel
 * @param info version and table size
 * @param services number of services
 * @param managedServices how many of them lvsd manages
 * @param servers number of real servers
 * @param activeConnections sum over all servers
 * @param inactiveConnections sum over all servers
 * @param persistentConnections sum over all servers
 * @param capabilities names of what the data plane can do, sorted
 */
public record StatusSummary(
    String dataPlane,
    String reason,
    String kernelRelease,
    DataPlaneInfo info,
    int services,
    int managedServices,
    int servers,
    long activeConnections,
    long inactiveConnections,
    long persistentConnections,
    List<String> capabilities) {
  /** Copies the list. */
  public StatusSummary {
    capabilities = List.copyOf(capabilities);
  }
}
