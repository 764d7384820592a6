package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a director must look like.
 *
 * @param connTabBits size of the connection table as a power of two; empty: as it is, or from
 *     {@code expectedConnections}
 * @param expectedConnections concurrent connections to size the table for
 * @param timeouts connection time-outs; 0 keeps the kernel's value
 * @param sysctls names below {@code net.ipv4.vs}, or full names, with their values
 * @param vipInterface where the VIPs are added and announced; empty: they are not
 * @param announcing how VIPs are announced when they arrive
 * @param localAddresses the director's own, which fullnat puts in place of clients
 * @param syncDaemons which run; at most one of each role
 */
public record Director(
    OptionalInt connTabBits,
    OptionalLong expectedConnections,
    Timeouts timeouts,
    Map<String, String> sysctls,
    Optional<String> vipInterface,
    Announcing announcing,
    List<InetAddress> localAddresses,
    List<SyncDaemon> syncDaemons) {
  /** A director about which nothing is said. */
  public static final Director UNSPECIFIED =
      new Director(
          OptionalInt.empty(),
          OptionalLong.empty(),
          new Timeouts(0, 0, 0),
          Map.of(),
          Optional.empty(),
          Announcing.DEFAULT,
          List.of(),
          List.of());

  /** Copies the lists, and the map with its order. */
  public Director {
    requireNonNull(connTabBits, "connTabBits");
    requireNonNull(expectedConnections, "expectedConnections");
    requireNonNull(timeouts, "timeouts");
    sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
    requireNonNull(vipInterface, "vipInterface");
    requireNonNull(announcing, "announcing");
    localAddresses = List.copyOf(localAddresses);
    syncDaemons = List.copyOf(syncDaemons);
  }
}
