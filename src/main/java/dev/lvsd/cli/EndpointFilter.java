package dev.lvsd.cli;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Endpoint;
import java.net.InetAddress;
import java.util.OptionalInt;

/**
 * Picks addresses: {@code 10.0.0.1}, {@code 10.0.0.1:80}, {@code 10.0.0.0/8}, {@code 2001:db8::1},
 * {@code [2001:db8::1]:80}, {@code 2001:db8::/32}.
 *
 * @param address address or network
 * @param prefixLength how many leading bits must agree
 * @param port the port, if it matters
 */
record EndpointFilter(InetAddress address, int prefixLength, OptionalInt port) {
  /** Reads one of the forms above. */
  static EndpointFilter parse(String text) {
    try {
      int slash = text.indexOf('/');
      if (slash >= 0) {
        return network(text, slash);
      }
      boolean plainIpv6 = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
      if (text.indexOf(':') < 0 || plainIpv6) {
        InetAddress address = Addresses.parse(text);
        return new EndpointFilter(address, bits(address), OptionalInt.empty());
      }
      if (text.startsWith("[") && text.endsWith("]")) {
        InetAddress address = Addresses.parse(text.substring(1, text.length() - 1));
        return new EndpointFilter(address, bits(address), OptionalInt.empty());
      }
      Endpoint endpoint = Endpoint.parse(text);
      return new EndpointFilter(
          endpoint.address(), bits(endpoint.address()), OptionalInt.of(endpoint.port()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "'"
              + text
              + "' is no address to look for: expected 10.0.0.1, 10.0.0.1:80, 10.0.0.0/8 or"
              + " [2001:db8::1]:80",
          e);
    }
  }

  boolean accepts(InetAddress candidate, int candidatePort) {
    return (port.isEmpty() || port.getAsInt() == candidatePort) && contains(candidate);
  }

  boolean accepts(Endpoint candidate) {
    return accepts(candidate.address(), candidate.port());
  }

  private boolean contains(InetAddress candidate) {
    byte[] wanted = address.getAddress();
    byte[] found = candidate.getAddress();
    if (wanted.length != found.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((wanted[bit / 8] ^ found[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static EndpointFilter network(String text, int slash) {
    InetAddress address = Addresses.parse(text.substring(0, slash));
    int length = Integer.parseInt(text.substring(slash + 1));
    if (length < 0 || length > bits(address)) {
      throw new IllegalArgumentException("prefix length " + length);
    }
    return new EndpointFilter(address, length, OptionalInt.empty());
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }
}
