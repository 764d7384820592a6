package dev.lvsd.config;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Netmask;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A netmask before the family of its service is known.
 *
 * @param dotted whether it was written as four numbers
 * @param bits the mask, highest bit first, if dotted; else the prefix length
 */
record NetmaskText(boolean dotted, int bits) {
  private static final String NOUN = "a netmask";
  private static final String FORMS = "255.255.255.0, /24 or, for IPv6, /64";

  /** {@code 255.255.255.0}, {@code /24}, {@code 24}. */
  static final ScalarType<NetmaskText> TYPE =
      new ScalarType<>("a netmask such as " + FORMS, true, schema(), NetmaskText::parse);

  private static NetmaskText parse(String text) {
    if (text.indexOf('.') >= 0) {
      return new NetmaskText(true, mask(text));
    }
    String digits = text.startsWith("/") ? text.substring(1) : text;
    try {
      return new NetmaskText(false, (int) Scalars.number(digits, NOUN, 0, 128));
    } catch (BadValue e) {
      throw new BadValue(Text.quote(text) + " is not " + NOUN, "expected " + FORMS);
    }
  }

  private static int mask(String text) {
    try {
      InetAddress address = Addresses.parse(text);
      if (address instanceof Inet4Address) {
        int mask = ByteBuffer.wrap(address.getAddress()).getInt();
        if (Integer.bitCount(mask) == Integer.numberOfLeadingZeros(~mask)) {
          return mask;
        }
        throw new BadValue(
            Text.quote(text) + " has holes", "a netmask is ones, then zeros: 255.255.255.0");
      }
    } catch (IllegalArgumentException e) {
      throw new BadValue(Text.quote(text) + " is not " + NOUN, "expected " + FORMS);
    }
    throw new BadValue(Text.quote(text) + " is not " + NOUN, "expected " + FORMS);
  }

  /** Why it does not fit a family; empty if it does. */
  Optional<String> objection(AddressFamily family) {
    if (family == AddressFamily.IPV6) {
      if (dotted) {
        return Optional.of("an IPv4 netmask for an IPv6 service");
      }
      return bits >= 1
          ? Optional.empty()
          : Optional.of("prefix length 0 is refused by the kernel for IPv6");
    }
    return dotted || bits <= 32
        ? Optional.empty()
        : Optional.of("prefix length " + bits + " for an IPv4 service");
  }

  Netmask toNetmask(AddressFamily family) {
    return dotted ? new Netmask(family, bits) : Netmask.prefix(family, bits);
  }

  private static Map<String, Object> schema() {
    String octet = "(255|254|252|248|240|224|192|128|0)";
    return Scalars.anyOf(
        List.of(
            Scalars.wholeSchema(0, 128),
            Scalars.textSchema(
                "^(" + octet + "(\\." + octet + "){3}|/?(0|[1-9][0-9]?|1[01][0-9]|12[0-8]))$")));
  }
}
