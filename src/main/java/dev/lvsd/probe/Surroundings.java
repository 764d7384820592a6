package dev.lvsd.probe;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a director asks, and from which address: never from a virtual one, for which the real
 * server would answer itself. Pure.
 */
final class Surroundings {
  private final List<Nic> nics;
  private final Set<InetAddress> vips;
  private final Optional<String> only;

  /**
   * What is there.
   *
   * @param nics of the director
   * @param vips of the definition
   * @param only the one interface on which an operator wants to ask for owners
   */
  Surroundings(List<Nic> nics, Set<InetAddress> vips, Optional<String> only) {
    this.nics = List.copyOf(nics);
    this.vips = Set.copyOf(vips);
    this.only = only;
  }

  /** Whether the director has an address. */
  boolean isHere(InetAddress address) {
    return nics.stream().anyMatch(nic -> nic.has(address));
  }

  /**
   * Where to ask for a virtual address: the interface that has it, else one that leads to its
   * network.
   */
  Optional<Nic> askingFor(InetAddress vip) {
    List<Nic> able = nics.stream().filter(nic -> nic.mac().isPresent()).toList();
    if (only.isPresent()) {
      return able.stream().filter(nic -> nic.name().equals(only.get())).findFirst();
    }
    return able.stream()
        .filter(nic -> nic.has(vip))
        .findFirst()
        .or(() -> able.stream().filter(nic -> nic.leadsTo(vip)).findFirst());
  }

  /** From which address to ask for a virtual one at an interface. */
  Optional<InetAddress> asker(Nic nic, InetAddress vip) {
    AddressFamily family = AddressFamily.of(vip);
    Comparator<InterfaceAddress> near =
        family == AddressFamily.IPV6
            ? Comparator.comparing(each -> !each.address().isLinkLocalAddress())
            : Comparator.comparing(each -> !Nic.contains(each, vip));
    Optional<InetAddress> own =
        nic.of(family)
            .filter(each -> !vips.contains(each.address()))
            .min(near)
            .map(InterfaceAddress::address);
    // without an address of its own whoever asks by ARP asks as one who wants to take the address
    return own.isEmpty() && family == AddressFamily.IPV4
        ? Optional.of(Addresses.parse("0.0.0.0"))
        : own;
  }

  /**
   * An own address to which a real server can answer.
   *
   * @param destination of the family that is wanted
   * @param routed what the kernel would choose towards the real server
   */
  Optional<InetAddress> source(InetAddress destination, Optional<InetAddress> routed) {
    AddressFamily family = AddressFamily.of(destination);
    if (routed.filter(a -> AddressFamily.of(a) == family && !vips.contains(a)).isPresent()) {
      return routed;
    }
    Stream<Nic> there = nics.stream().filter(nic -> routed.filter(nic::has).isPresent());
    return Stream.concat(there, nics.stream())
        .flatMap(nic -> nic.of(family))
        .filter(each -> !vips.contains(each.address()))
        .map(InterfaceAddress::address)
        .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
        .findFirst();
  }

  /**
   * The frame that brings a packet to a machine, at the interface that has an address if it can.
   */
  Optional<Way.Frame> frame(List<Way.Frame> seen, Optional<InetAddress> routed) {
    return seen.stream()
        .filter(
            each -> nics.stream().anyMatch(n -> isAt(n, each) && routed.filter(n::has).isPresent()))
        .findFirst()
        .or(() -> seen.stream().findFirst());
  }

  private static boolean isAt(Nic nic, Way.Frame frame) {
    return nic.name().equals(frame.interfaceName());
  }
}
