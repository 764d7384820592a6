package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which bits of the client's address count for persistence.
 *
 * <p>IPv4 has a mask of 32 bits, which the kernel does not require to be contiguous; IPv6 has a
 * prefix length.
 *
 * @param family IPv4 or IPv6
 * @param bits IPv4: the mask, highest bit first ({@code 0xffffff00} is 255.255.255.0); IPv6: the
 *     prefix length, 1 to 128
 */
public record Netmask(AddressFamily family, int bits) {
  /** Refuses IPv6 prefixes that the kernel refuses. */
  public Netmask {
    requireNonNull(family, "family");
    if (family == AddressFamily.IPV6 && (bits < 1 || bits > 128)) {
      throw new IllegalArgumentException("IPv6 prefix length " + bits + ": expected 1 to 128");
    }
  }

  /**
   * The mask that tells every single client apart; the kernel's default.
   *
   * @param family IPv4 or IPv6
   * @return /32 or /128
   */
  public static Netmask full(AddressFamily family) {
    return new Netmask(family, family == AddressFamily.IPV4 ? -1 : 128);
  }

  /**
   * A mask of leading ones.
   *
   * @param family IPv4 or IPv6
   * @param length prefix length, 0 to 32 or 1 to 128
   * @return the mask
   */
  public static Netmask prefix(AddressFamily family, int length) {
    if (family == AddressFamily.IPV6) {
      return new Netmask(family, length);
    }
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("IPv4 prefix length " + length + ": expected 0 to 32");
    }
    return new Netmask(family, length == 0 ? 0 : -1 << (32 - length));
  }

  /**
   * Whether every single client is told apart.
   *
   * @return true for /32 and /128
   */
  public boolean isFull() {
    return equals(full(family));
  }

  /** {@code 255.255.255.0} for IPv4, the bare prefix length for IPv6, as ipvsadm has it. */
  @Override
  public String toString() {
    if (family == AddressFamily.IPV6) {
      return Integer.toString(bits);
    }
    try {
      byte[] raw = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
      return InetAddress.getByAddress(raw).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }
}
