package dev.lvsd.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** Order and text form of {@link ServiceKey}s. */
public final class ServiceKeys {
  /** The order in which services are listed. */
  static final Comparator<ServiceKey> ORDER =
      Comparator.<ServiceKey>comparingInt(key -> key instanceof AddressKey ? 0 : 1)
          .thenComparing(ServiceKey::family)
          .thenComparing(ServiceKeys::compareWithinKind);

  private ServiceKeys() {}

  /**
   * Reads what {@code toString()} of a key writes.
   *
   * @param text for example {@code tcp 10.0.0.1:80} or {@code fwmark 7 ipv6}; upper case is
   *     accepted
   * @return the key
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static ServiceKey parse(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    if (words[0].equals("fwmark") && (words.length == 2 || words.length == 3)) {
      return new FwmarkKey(
          parseMark(words[1]), words.length == 3 ? family(words[2]) : AddressFamily.IPV4);
    }
    if (words.length == 2) {
      for (Protocol protocol : Protocol.values()) {
        if (protocol.text().equals(words[0])) {
          Endpoint endpoint = Endpoint.parse(words[1]);
          return new AddressKey(protocol, endpoint.address(), endpoint.port());
        }
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not a service: expected 'tcp 10.0.0.1:80', 'udp [2001:db8::1]:53' or 'fwmark 7'");
  }

  private static long parseMark(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("fwmark '" + text + "': expected 1 to 4294967295", e);
    }
  }

  private static AddressFamily family(String word) {
    if (word.equals("ipv6")) {
      return AddressFamily.IPV6;
    }
    throw new IllegalArgumentException("'" + word + "' after a fwmark: expected 'ipv6' or nothing");
  }

  private static int compareWithinKind(ServiceKey left, ServiceKey right) {
    if (left instanceof FwmarkKey a && right instanceof FwmarkKey b) {
      return Long.compare(a.mark(), b.mark());
    }
    AddressKey a = (AddressKey) left;
    AddressKey b = (AddressKey) right;
    int byProtocol = a.protocol().compareTo(b.protocol());
    if (byProtocol != 0) {
      return byProtocol;
    }
    int byAddress = Arrays.compareUnsigned(a.address().getAddress(), b.address().getAddress());
    return byAddress != 0 ? byAddress : Integer.compare(a.port(), b.port());
  }
}
