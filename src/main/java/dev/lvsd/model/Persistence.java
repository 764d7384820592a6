package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

/**
 * Clients stay with the real server that they were given.
 *
 * @param timeoutSeconds how long after the last new connection, 0 to 2^32−1; 0 is accepted by the
 *     kernel and makes persistence useless
 * @param netmask which clients count as one
 */
public record Persistence(long timeoutSeconds, Netmask netmask) {
  /** Refuses what does not fit into 32 bits. */
  public Persistence {
    requireNonNull(netmask, "netmask");
    Checks.u32("persistence timeout", timeoutSeconds);
  }
}
