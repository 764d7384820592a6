package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

/**
 * A virtual service as it is now.
 *
 * @param spec its settings
 * @param statistics its counters
 */
public record ServiceStatus(ServiceSpec spec, Statistics statistics) {
  /** Refuses nulls. */
  public ServiceStatus {
    requireNonNull(spec, "spec");
    requireNonNull(statistics, "statistics");
  }

  /**
   * Identity of the service.
   *
   * @return the key of the spec
   */
  public ServiceKey key() {
    return spec.key();
  }
}
