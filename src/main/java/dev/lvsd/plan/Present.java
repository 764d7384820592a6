package dev.lvsd.plan;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.HostState;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import java.util.List;

/**
 * A director as it is.
 *
 * @param table its services, in any order
 * @param timeouts connection time-outs that are in force
 * @param syncDaemons sync daemons that run
 * @param host the rest
 */
public record Present(
    List<VirtualService> table, Timeouts timeouts, List<SyncDaemon> syncDaemons, HostState host) {
  /** Copies the lists. */
  public Present {
    table = List.copyOf(table);
    requireNonNull(timeouts, "timeouts");
    syncDaemons = List.copyOf(syncDaemons);
    requireNonNull(host, "host");
  }
}
