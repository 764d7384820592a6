package dev.lvsd.dataplane.io.route;

import dev.lvsd.linux.SocketUapi;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses as route netlink has them. */
final class Inet {
  /** What is no hardware address of Ethernet. */
  static final long NO_MAC = -1;

  private static final int MAC_LENGTH = 6;

  private Inet() {}

  static byte family(InetAddress address) {
    return (byte) (address instanceof Inet6Address ? SocketUapi.AF_INET6 : SocketUapi.AF_INET);
  }

  static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }

  static InetAddress address(boolean ipv6, long high, long low) {
    return address(
        ipv6
            ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
            : ByteBuffer.allocate(4).putInt((int) low).array());
  }

  static long high(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? 0 : ByteBuffer.wrap(bytes).getLong(0);
  }

  static long low(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.limit() == 4 ? bytes.getInt(0) & 0xffff_ffffL : bytes.getLong(8);
  }

  /** A hardware address as 48 bits; {@link #NO_MAC} for what is none. */
  static long mac(byte[] bytes) {
    return bytes.length == MAC_LENGTH
        ? ByteBuffer.allocate(Long.BYTES).put(2, bytes).getLong(0)
        : NO_MAC;
  }

  /** An IPv6 address stays one even if it has an IPv4 address inside. */
  static InetAddress address(byte[] bytes) {
    try {
      return bytes.length == 4
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
    }
  }
}
