package dev.lvsd.host;

import dev.lvsd.diag.Errno;
import dev.lvsd.host.announce.Announcement;
import dev.lvsd.linux.LinuxException;
import dev.lvsd.linux.PacketSocket;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.MacAddress;
import dev.lvsd.netlink.NetlinkException;
import dev.lvsd.netlink.RouteNetlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The network interfaces of a director and their addresses. Belongs to the network namespace of the
 * thread that opened it, and is used by one thread at a time.
 *
 * <p>What the kernel refuses comes out as {@link HostException}, worded by {@link AddressRefusals}.
 */
public final class Interfaces implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Where IPv6 says whether an interface forwards; of the calling thread's namespace. */
  private static final Path IPV6_SETTINGS = Path.of("/proc/sys/net/ipv6/conf");

  private final RouteNetlink netlink;

  private Interfaces(RouteNetlink netlink) {
    this.netlink = netlink;
  }

  /**
   * Opens a connection to the kernel; needs no privilege.
   *
   * @return to be closed by the caller
   * @throws LinuxException if there is no socket to be had; says what to try
   */
  public static Interfaces open() {
    return over(RouteNetlink.open(TIMEOUT));
  }

  /**
   * Uses another connection.
   *
   * @param netlink closed with this
   */
  static Interfaces over(RouteNetlink netlink) {
    return new Interfaces(netlink);
  }

  /**
   * What is there.
   *
   * @param names of all interfaces
   * @param addresses of all interfaces
   */
  public record Present(Set<String> names, List<InterfaceAddress> addresses) {}

  /**
   * Looks, with two requests however many interfaces and addresses there are.
   *
   * @return a snapshot
   */
  public Present look() {
    Map<Integer, String> names = new HashMap<>();
    links().forEach(link -> names.put(link.index(), link.name()));
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (Optional<AddressRequest.Found> each :
        netlink.dump(new AddressRequest.All(), AddressRequest::decode)) {
      each.ifPresent(
          found -> {
            // an interface can have come between the two answers
            String name = names.get(found.index());
            if (name != null) {
              addresses.add(new InterfaceAddress(name, found.address(), found.prefixLength()));
            }
          });
    }
    return new Present(new TreeSet<>(names.values()), addresses);
  }

  /**
   * Adds an address; done if the interface has it.
   *
   * @param command which, and where
   * @throws HostException naming the interfaces that there are if this is none of them; EEXIST if
   *     it has the address in another network
   */
  public void add(HostCommand.AddAddress command) {
    InterfaceAddress address = command.address();
    Link link = existing(command, address.interfaceName());
    try {
      netlink.execute(new AddressRequest.Add(address, link.index()));
    } catch (NetlinkException e) {
      if (e.errno() == Errno.EEXIST) {
        requireSame(command, e);
      } else if (e.errno() == Errno.ENODEV) {
        throw AddressRefusals.noInterface(command, address.interfaceName(), names());
      } else {
        throw AddressRefusals.of(address, e);
      }
    }
  }

  /**
   * Removes an address; done if the interface does not have it, or is gone.
   *
   * @param command which, and where
   * @throws HostException if the kernel refuses
   */
  public void remove(HostCommand.RemoveAddress command) {
    InterfaceAddress address = command.address();
    Optional<Link> link = find(address.interfaceName());
    if (link.isEmpty()) {
      return;
    }
    try {
      netlink.execute(new AddressRequest.Remove(address, link.get().index()));
    } catch (NetlinkException e) {
      if (e.errno() != Errno.EADDRNOTAVAIL && e.errno() != Errno.ENODEV) {
        throw AddressRefusals.of(address, e);
      }
    }
  }

  /**
   * Tells the neighbours, once, where an address is. Where there are none, as on loopback, there is
   * nothing to tell. Must be called in the namespace in which this was opened.
   *
   * @param command which, and where
   * @throws HostException if there is no such interface, it is down, or CAP_NET_RAW is missing
   */
  public void announce(HostCommand.Announce command) {
    String name = command.address().interfaceName();
    Link link = existing(command, name);
    Optional<MacAddress> mac = link.mac();
    if (mac.isEmpty() || !link.hasNeighbours()) {
      return;
    }
    if (!link.isUp()) {
      throw AddressRefusals.down(command, name);
    }
    List<Announcement> announcements =
        Announcement.of(command.address().address(), mac.get(), forwardsIpv6(name));
    try (PacketSocket socket = PacketSocket.open(PacketSocket.Kind.PACKET, link.index(), 0)) {
      for (Announcement each : announcements) {
        socket.send(each.packet(), each.protocol(), each.destination().bytes());
      }
    } catch (LinuxException e) {
      throw new HostException(e.blame(), command.describe() + ": " + e.getMessage(), e);
    }
  }

  /**
   * What is known of the machines at the other ends; the kernel asks for those that it talks to.
   *
   * @return a snapshot of those that have answered
   */
  public List<Neighbour> neighbours() {
    return netlink.dump(new NeighbourRequest(), NeighbourRequest::decode).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * The interfaces themselves.
   *
   * @return a snapshot
   */
  public List<Link> links() {
    return netlink.dump(new LinkRequest(), LinkRequest::decode);
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    links().forEach(link -> names.add(link.name()));
    return names;
  }

  private Optional<Link> find(String name) {
    return links().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  private Link existing(HostCommand command, String name) {
    return find(name).orElseThrow(() -> AddressRefusals.noInterface(command, name, names()));
  }

  /** Of IPv6 an interface has an address once only, whatever its prefix. */
  private void requireSame(HostCommand.AddAddress command, NetlinkException refusal) {
    InterfaceAddress wanted = command.address();
    List<InterfaceAddress> present = look().addresses();
    if (!present.contains(wanted)) {
      throw AddressRefusals.otherPrefix(command, present, refusal);
    }
  }

  private static boolean forwardsIpv6(String interfaceName) {
    try {
      return !Files.readString(IPV6_SETTINGS.resolve(interfaceName).resolve("forwarding"))
          .strip()
          .equals("0");
    } catch (IOException e) {
      return false; // there is no IPv6 here
    }
  }

  @Override
  public void close() {
    netlink.close();
  }
}
