package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one look at a machine found out.
 *
 * @param root whether the shell is root's
 * @param iproute2 whether ip(8) is that of iproute2; else of busybox
 * @param boot who starts programs when the machine starts
 * @param networkd whether systemd-networkd is at work
 * @param networkManager whether NetworkManager is at work
 * @param settings of net.ipv4.conf
 * @param links interfaces
 * @param addresses their addresses
 * @param routes default routes, IPv4 and IPv6
 * @param fouPorts where GUE is taken off
 * @param proxies IPv6 addresses for which the machine answers neighbours, though they are not its
 *     own
 * @param listeners who waits for connections and datagrams; at most 8192
 * @param files those paths of {@link BootFiles} that are there, with their content
 * @param manifest the text of the manifest, if there is one
 */
record HostFacts(
    boolean root,
    boolean iproute2,
    Boot boot,
    boolean networkd,
    boolean networkManager,
    Map<Sysctl, Integer> settings,
    List<Link> links,
    List<Address> addresses,
    List<Route> routes,
    Set<FouPort> fouPorts,
    Set<InetAddress> proxies,
    List<Listener> listeners,
    Map<String, String> files,
    Optional<String> manifest) {
  HostFacts {
    requireNonNull(boot, "boot");
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    links = List.copyOf(links);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    fouPorts = Set.copyOf(fouPorts);
    proxies = Set.copyOf(proxies);
    listeners = List.copyOf(listeners);
    files = Map.copyOf(files);
    requireNonNull(manifest, "manifest");
  }

  /** Who starts programs when the machine starts. */
  enum Boot {
    SYSTEMD,
    IFUPDOWN,
    OPENRC,
    NONE
  }

  /**
   * An interface.
   *
   * @param name as ip(8) shows it, without its peer
   * @param flags such as {@code UP}
   * @param mtu in bytes
   * @param type such as {@code ether}
   * @param local of a tunnel: its own address
   */
  record Link(String name, Set<String> flags, int mtu, String type, Optional<InetAddress> local) {
    Link {
      flags = Set.copyOf(flags);
    }

    boolean isUp() {
      return flags.contains("UP");
    }

    /** Whether it asks and answers by ARP or neighbour discovery. */
    boolean isLan() {
      return !flags.contains("LOOPBACK")
          && !flags.contains("NOARP")
          && flags.contains("BROADCAST")
          && !type.equals("none")
          && !name.matches("dummy[0-9]*");
    }
  }

  /**
   * An address of an interface.
   *
   * @param device the interface
   * @param address the address
   * @param prefixLength its prefix
   */
  record Address(String device, InetAddress address, int prefixLength) {}

  /**
   * A default route.
   *
   * @param gateway empty when everybody is on the link
   * @param device the interface
   * @param segment what it announces as the largest TCP segment, in bytes
   * @param ipv6 which family
   */
  record Route(Optional<InetAddress> gateway, String device, OptionalInt segment, boolean ipv6) {}

  /**
   * A program that waits.
   *
   * @param tcp else UDP
   * @param address empty: all of the machine's
   * @param port the port
   */
  record Listener(boolean tcp, Optional<InetAddress> address, int port) {}

  Optional<Link> link(String name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }

  Stream<Address> places(InetAddress address) {
    return addresses.stream().filter(place -> place.address().equals(address));
  }

  boolean has(InetAddress address) {
    return places(address).findAny().isPresent();
  }

  /** LAN interfaces, up or not: one that is down can come up at any time. */
  List<Link> lans() {
    return links.stream().filter(Link::isLan).toList();
  }

  int setting(String device, Sysctl.Name name) {
    return settings.getOrDefault(new Sysctl(device, name), 0);
  }

  /** What counts: the kernel takes the greater of both. */
  int effective(String device, Sysctl.Name name) {
    return Math.max(setting(Sysctl.ALL, name), setting(device, name));
  }
}
