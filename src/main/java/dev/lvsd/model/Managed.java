package dev.lvsd.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What lvsd manages for one cluster: what it put there, and has to take away when the cluster no
 * longer wants it.
 *
 * @param services identities of services
 * @param addresses VIPs that lvsd added
 * @param sysctls the value that each sysctl had before lvsd set it, by full name
 * @param connTabBits whether the size of the connection table is configured for the cluster
 * @param syncDaemons roles of sync daemons that lvsd started
 */
public record Managed(
    Set<ServiceKey> services,
    Set<InterfaceAddress> addresses,
    Map<String, String> sysctls,
    boolean connTabBits,
    Set<SyncDaemon.Role> syncDaemons) {
  /** Nothing. */
  public static final Managed NOTHING = services(Set.of());

  /** Copies the collections, in the order of their elements. */
  public Managed {
    services = Collections.unmodifiableSet(new TreeSet<>(services));
    Set<InterfaceAddress> sorted = new TreeSet<>(Comparator.comparing(InterfaceAddress::toString));
    sorted.addAll(addresses);
    addresses = Collections.unmodifiableSet(sorted);
    sysctls = Collections.unmodifiableMap(new TreeMap<>(sysctls));
    syncDaemons = Collections.unmodifiableSet(new TreeSet<>(syncDaemons));
  }

  /**
   * Services, and nothing of the host.
   *
   * @param services identities
   * @return these only
   */
  public static Managed services(Set<ServiceKey> services) {
    return new Managed(services, Set.of(), Map.of(), false, Set.of());
  }

  /**
   * Other services, and the same of the host.
   *
   * @param other identities
   * @return a copy
   */
  public Managed withServices(Set<ServiceKey> other) {
    return new Managed(other, addresses, sysctls, connTabBits, syncDaemons);
  }
}
