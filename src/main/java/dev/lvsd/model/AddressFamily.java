package dev.lvsd.model;

import java.net.Inet4Address;
import java.net.InetAddress;

/** IPv4 or IPv6. */
public enum AddressFamily {
  /** IPv4, addresses of 4 bytes. */
  IPV4(32),
  /** IPv6, addresses of 16 bytes. */
  IPV6(128);

  private final int addressBits;

  AddressFamily(int addressBits) {
    this.addressBits = addressBits;
  }

  /**
   * The number of bits of an address, which is also the longest prefix.
   *
   * @return 32 or 128
   */
  public int addressBits() {
    return addressBits;
  }

  /**
   * The family of an address.
   *
   * @param address any address
   * @return its family
   */
  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }
}
