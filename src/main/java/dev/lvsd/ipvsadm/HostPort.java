package dev.lvsd.ipvsadm;

import dev.lvsd.model.Protocol;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * {@code host}, {@code host:port} or {@code [address]:port} of a command line.
 *
 * @param address of the host
 * @param port −1 if none was given
 */
record HostPort(InetAddress address, int port) {
  /**
   * Reads an address with or without port; hosts and ports can be names.
   *
   * @param protocol whose service names are meant; null: none
   * @return null if it cannot be read
   */
  static @Nullable HostPort parse(String text, @Nullable Protocol protocol, Names names) {
    if (isDigits(text)) {
      return null;
    }
    String host = text;
    String port = null;
    if (text.charAt(0) == '[') {
      int bracket = text.indexOf(']');
      if (bracket < 0 || bracket + 1 == text.length() || text.charAt(bracket + 1) != ':') {
        return null;
      }
      host = text.substring(1, bracket);
      port = text.substring(bracket + 2);
    }
    InetAddress address = Inet.ipv6(host);
    if (address == null) {
      int colon = host.lastIndexOf(':');
      // a port behind brackets counts only if IPv6 stands in them
      port = colon < 0 ? null : host.substring(colon + 1);
      host = colon < 0 ? host : host.substring(0, colon);
      address = ipv4(host, names);
    }
    if (address == null) {
      return null;
    }
    if (port == null) {
      return new HostPort(address, -1);
    }
    int number = Inet.number(port, 0, 65535);
    if (number < 0 && protocol != null) {
      number = names.portOf(port, protocol.text());
    }
    return number < 0 ? null : new HostPort(address, number);
  }

  /** An IPv4 address or the name of a host; null if it is neither. */
  static @Nullable InetAddress ipv4(String host, Names names) {
    InetAddress address = Inet.ipv4Loose(host);
    return address != null ? address : names.addressOf(host);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Inet.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
