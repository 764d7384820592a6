package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An interface of the director.
 *
 * @param name of the interface
 * @param mac its hardware address, if it can ask neighbours: it is up, and an Ethernet
 * @param addresses of the interface
 */
public record Nic(String name, Optional<MacAddress> mac, List<InterfaceAddress> addresses) {
  /** Copies the list. */
  public Nic {
    requireNonNull(name, "name");
    requireNonNull(mac, "mac");
    addresses = List.copyOf(addresses);
  }

  boolean has(InetAddress address) {
    return addresses.stream().anyMatch(each -> each.address().equals(address));
  }

  /** Whether an address is in the network of one of its own. */
  boolean leadsTo(InetAddress address) {
    return addresses.stream().anyMatch(each -> contains(each, address));
  }

  /** Its addresses of a family. */
  Stream<InterfaceAddress> of(AddressFamily family) {
    return addresses.stream().filter(each -> AddressFamily.of(each.address()) == family);
  }

  static boolean contains(InterfaceAddress network, InetAddress address) {
    byte[] one = network.address().getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < network.prefixLength(); bit += 8) {
      int left = network.prefixLength() - bit;
      int mask = left >= 8 ? 0xff : (0xff << (8 - left)) & 0xff;
      if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
