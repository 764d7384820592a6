package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * An address of a network interface.
 *
 * <p>{@code toString()} is the text that people see: {@code 203.0.113.10/32 on eth0}.
 *
 * @param interfaceName name of the interface, 1 to 15 characters
 * @param address IPv4 or IPv6 address
 * @param prefixLength 0 to 32, or 0 to 128
 */
public record InterfaceAddress(String interfaceName, InetAddress address, int prefixLength) {
  /** Refuses what no interface can have. */
  public InterfaceAddress {
    requireNonNull(address, "address");
    if (interfaceName.isEmpty() || interfaceName.length() > 15) {
      throw new IllegalArgumentException(
          "interface '" + interfaceName + "': expected 1 to 15 characters");
    }
    int longest = address.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > longest) {
      throw new IllegalArgumentException(
          "prefix length " + prefixLength + ": expected 0 to " + longest);
    }
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @param text for example {@code 203.0.113.10/32 on eth0}
   * @return the address
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static InterfaceAddress parse(String text) {
    int slash = text.indexOf('/');
    int on = text.indexOf(" on ");
    if (slash < 0 || on < slash || on - slash > 4) {
      throw new IllegalArgumentException(
          "'" + text + "': expected an address such as 203.0.113.10/32 on eth0");
    }
    return new InterfaceAddress(
        text.substring(on + 4),
        Addresses.parse(text.substring(0, slash)),
        parsePrefix(text.substring(slash + 1, on)));
  }

  private static int parsePrefix(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("'" + text + "' is not a prefix length");
    }
    return Integer.parseInt(text);
  }

  /**
   * A VIP: the address alone, without a network.
   *
   * @param interfaceName where it is
   * @param address the VIP
   * @return the address as /32 or /128
   */
  public static InterfaceAddress vip(String interfaceName, InetAddress address) {
    return new InterfaceAddress(interfaceName, address, address.getAddress().length * 8);
  }

  @Override
  public String toString() {
    return Addresses.text(address) + "/" + prefixLength + " on " + interfaceName;
  }
}
