package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is lost when {@code ip_vs} is unloaded, connections and counters apart: what has to be
 * restored when it is loaded again.
 *
 * @param services every service of the table
 * @param timeouts connection time-outs
 * @param syncDaemons sync daemons that run
 * @param sysctls values of the sysctls of IPVS, by full name
 * @param modules loaded modules that need {@code ip_vs}
 */
public record SavedDirector(
    List<Service> services,
    Timeouts timeouts,
    List<SyncDaemon> syncDaemons,
    Map<String, String> sysctls,
    List<String> modules) {
  /** Copies the collections. */
  public SavedDirector {
    services = List.copyOf(services);
    requireNonNull(timeouts, "timeouts");
    syncDaemons = List.copyOf(syncDaemons);
    sysctls = Collections.unmodifiableMap(new TreeMap<>(sysctls));
    modules = List.copyOf(modules);
  }

  /**
   * A service with its servers.
   *
   * @param spec the service
   * @param servers newest first
   */
  public record Service(ServiceSpec spec, List<ServerSpec> servers) {
    /** Copies the list. */
    public Service {
      requireNonNull(spec, "spec");
      servers = List.copyOf(servers);
    }
  }
}
