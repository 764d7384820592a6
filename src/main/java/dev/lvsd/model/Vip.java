package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An address to which clients connect, and where it is.
 *
 * @param address the VIP
 * @param place the interface that has it or should have it; empty: none has it, and lvsd put it on
 *     none
 * @param present whether that interface has it
 * @param cluster for which lvsd added it; empty: lvsd did not
 * @param services services in the table that listen on it
 */
public record Vip(
    InetAddress address,
    Optional<InterfaceAddress> place,
    boolean present,
    Optional<String> cluster,
    List<ServiceKey> services) {
  private static final Comparator<InetAddress> IPV4_FIRST =
      Comparator.<InetAddress>comparingInt(address -> address.getAddress().length)
          .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);

  /** Copies the list. */
  public Vip {
    requireNonNull(address, "address");
    requireNonNull(place, "place");
    requireNonNull(cluster, "cluster");
    services = List.copyOf(services);
  }

  /**
   * Every address on which a service listens, and every one that lvsd added.
   *
   * @param services of the table
   * @param there all addresses of all interfaces
   * @param owned what lvsd manages
   * @return in the order of addresses; one that several interfaces have, several times
   */
  public static List<Vip> all(
      Collection<ServiceKey> services, Collection<InterfaceAddress> there, Ownership owned) {
    Set<InterfaceAddress> ours = new LinkedHashSet<>();
    owned.byCluster().values().forEach(managed -> ours.addAll(managed.addresses()));
    Set<InetAddress> addresses = new TreeSet<>(IPV4_FIRST);
    ours.forEach(vip -> addresses.add(vip.address()));
    services.forEach(key -> addressOf(key).ifPresent(addresses::add));

    List<Vip> all = new ArrayList<>();
    for (InetAddress address : addresses) {
      List<ServiceKey> listening =
          services.stream()
              .filter(key -> addressOf(key).filter(address::equals).isPresent())
              .sorted()
              .toList();
      Set<InterfaceAddress> places = new LinkedHashSet<>();
      there.stream().filter(each -> each.address().equals(address)).forEach(places::add);
      ours.stream().filter(each -> each.address().equals(address)).forEach(places::add);
      for (InterfaceAddress place : places) {
        all.add(
            new Vip(
                address,
                Optional.of(place),
                there.contains(place),
                owner(place, owned),
                listening));
      }
      if (places.isEmpty()) {
        all.add(new Vip(address, Optional.empty(), false, Optional.empty(), listening));
      }
    }
    return all;
  }

  private static Optional<InetAddress> addressOf(ServiceKey key) {
    return key instanceof AddressKey of ? Optional.of(of.address()) : Optional.empty();
  }

  private static Optional<String> owner(InterfaceAddress place, Ownership owned) {
    return owned.byCluster().entrySet().stream()
        .filter(entry -> entry.getValue().addresses().contains(place))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
