package dev.lvsd.ipvs.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses from the kernel's bytes. */
final class RawAddresses {
  private RawAddresses() {}

  /**
   * An IPv4 address.
   *
   * @param bits the address, first octet highest
   */
  static InetAddress ipv4(int bits) {
    try {
      return InetAddress.getByAddress(
          new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  /**
   * An IPv6 address, also where its bytes are an IPv4-mapped one, which {@link
   * InetAddress#getByAddress(byte[])} would turn into an IPv4 address.
   *
   * @param bytes 16 bytes in network order
   */
  static InetAddress ipv6(byte[] bytes) {
    try {
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IPv6 address has 16 bytes, not " + bytes.length, e);
    }
  }
}
