package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A virtual service with its real servers, as it is now.
 *
 * @param status the service
 * @param servers its servers, in the order of the data plane: newest first
 */
public record VirtualService(ServiceStatus status, List<ServerStatus> servers) {
  /** Copies the list. */
  public VirtualService {
    requireNonNull(status, "status");
    servers = List.copyOf(servers);
  }

  /**
   * Identity of the service.
   *
   * @return the key of the spec
   */
  public ServiceKey key() {
    return status.key();
  }
}
