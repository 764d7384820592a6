package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import java.net.InetAddress;

/**
 * Where a virtual address is put: on {@code lo} for direct routing, on the interface of its tunnel
 * for a tunnel. There it is needed: the reverse-path filter, however loose, drops everything that
 * comes in by an interface without an address.
 *
 * @param vip the virtual address
 * @param device {@code lo} or one of lvsd's tunnel interfaces
 * @see "net/ipv4/fib_frontend.c: __fib_validate_source, no_addr"
 */
record Place(InetAddress vip, String device) implements Comparable<Place> {
  Place {
    requireNonNull(vip, "vip");
    if (!device.equals(Sysctl.LO) && !TunnelDevice.isOurs(device)) {
      throw new IllegalArgumentException("no place for a virtual address: " + device);
    }
  }

  static Place of(Claim claim) {
    return new Place(
        claim.vip(),
        claim
            .tunnel()
            .map(tunnel -> TunnelDevice.of(tunnel, claim.server(), claim.vip()).name())
            .orElse(Sysctl.LO));
  }

  boolean isIpv4() {
    return AddressFamily.of(vip) == AddressFamily.IPV4;
  }

  /** The address alone, and no network with it. */
  String cidr() {
    return Addresses.text(vip) + "/" + AddressFamily.of(vip).addressBits();
  }

  /** As it is written into the manifest. */
  String words() {
    return Addresses.text(vip) + " " + device;
  }

  @Override
  public int compareTo(Place other) {
    return words().compareTo(other.words());
  }
}
