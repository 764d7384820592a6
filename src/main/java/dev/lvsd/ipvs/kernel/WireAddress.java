package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.AF_INET;
import static dev.lvsd.ipvs.kernel.IpvsUapi.AF_INET6;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.netlink.NetlinkFormatException;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses as IPVS attributes have them: a family number, and 16 bytes in network order of which
 * IPv4 uses the first four.
 *
 * @see "linux/netfilter.h: union nf_inet_addr"
 */
final class WireAddress {
  private static final int SIZE = 16;

  private WireAddress() {}

  static int family(AddressFamily family) {
    return family == AddressFamily.IPV4 ? AF_INET : AF_INET6;
  }

  /**
   * The family of a number that the kernel said.
   *
   * @throws NetlinkFormatException if it is neither IPv4 nor IPv6
   */
  static AddressFamily family(int number) {
    return switch (number) {
      case AF_INET -> AddressFamily.IPV4;
      case AF_INET6 -> AddressFamily.IPV6;
      default -> throw new NetlinkFormatException(0, "address family " + number);
    };
  }

  static byte[] bytes(InetAddress address) {
    return Arrays.copyOf(address.getAddress(), SIZE);
  }

  /**
   * The address in the bytes of an attribute.
   *
   * @throws NetlinkFormatException if there are too few of them
   */
  static InetAddress read(AddressFamily family, byte[] bytes) {
    int needed = family.addressBits() / Byte.SIZE;
    if (bytes.length < needed) {
      throw new NetlinkFormatException(0, "address of " + bytes.length + " bytes");
    }
    return family == AddressFamily.IPV4
        ? RawAddresses.ipv4(
            bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff))
        : RawAddresses.ipv6(Arrays.copyOf(bytes, needed));
  }
}
