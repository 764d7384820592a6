package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;

/**
 * An address with a port.
 *
 * @param address IPv4 or IPv6 address
 * @param port 0 to 65535
 */
public record Endpoint(InetAddress address, int port) {
  /** Refuses ports that do not exist. */
  public Endpoint {
    requireNonNull(address, "address");
    Checks.port(port);
  }

  /**
   * Reads {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}. Host names are never looked up.
   *
   * @param text address and port
   * @return the endpoint
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      throw new IllegalArgumentException(
          "'" + text + "' has no port: expected 10.0.0.1:80 or [2001:db8::1]:80");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is ambiguous: write an IPv6 address with a port as [2001:db8::1]:80");
    }
    InetAddress address = Addresses.parse(bracketed ? host.substring(1, host.length() - 1) : host);
    if (bracketed && AddressFamily.of(address) == AddressFamily.IPV4) {
      throw new IllegalArgumentException("'" + text + "': only IPv6 addresses stand in brackets");
    }
    return new Endpoint(address, Checks.parsePort(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return Addresses.withPort(address, port);
  }
}
