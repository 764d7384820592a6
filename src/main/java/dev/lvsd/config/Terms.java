package dev.lvsd.config;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.SchedulerName;
import java.net.InetAddress;
import java.util.Map;

/** The types of single values that several blocks use. */
final class Terms {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";
  private static final String IPV6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

  /** An address, as far as a regular expression can tell. */
  static final String ADDRESS_PATTERN = IPV4 + "|" + IPV6;

  /** Name of a cluster, a service or a server; also good as the name of a file. */
  static final ScalarType<String> NAME =
      Scalars.text(
          "a name",
          "1 to 63 letters, digits, dots, dashes or underscores, a letter or digit first",
          wordSchema("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"),
          text -> isWord(text, 63, "._-"));

  static final ScalarType<Integer> PORT = Scalars.wholeInt("a port", 0, 65535);

  /** Seconds. */
  static final ScalarType<Integer> SECONDS = Durations.SECONDS;

  static final ScalarType<SchedulerName> SCHEDULER =
      Scalars.choice("a scheduler", SchedulerName.MAINLINE, SchedulerName::name);

  /** A literal IPv4 or IPv6 address. */
  static final ScalarType<InetAddress> ADDRESS =
      new ScalarType<>(
          "an address such as 10.2.0.11 or 2001:db8::11",
          true,
          Scalars.textSchema("^(" + ADDRESS_PATTERN + ")$"),
          Terms::address);

  /** An address with a port. */
  static final ScalarType<Endpoint> ENDPOINT =
      new ScalarType<>(
          "an address and a port such as 203.0.113.10:80 or \"[2001:db8::1]:443\"",
          true,
          Scalars.textSchema("^(" + IPV4 + "|\\[" + IPV6 + "\\]):(0|[1-9][0-9]{0,4})$"),
          Terms::endpoint);

  /** The name of a network interface. */
  static final ScalarType<String> INTERFACE =
      Scalars.text(
          "a network interface",
          "1 to 15 letters, digits, dots, dashes, underscores or @, a letter or digit first",
          Terms.wordSchema("^[A-Za-z0-9][A-Za-z0-9._@-]{0,14}$"),
          text -> Terms.isWord(text, 15, "._@-"));

  private Terms() {}

  private static InetAddress address(String text) {
    try {
      return Addresses.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadValue(Text.quote(text) + " is not an IP address", addressHint(text));
    }
  }

  private static String addressHint(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return "without brackets here";
    }
    if (text.indexOf('%') >= 0) {
      return "addresses with a zone cannot be balanced";
    }
    if (text.indexOf('/') >= 0) {
      return "without a prefix length";
    }
    if (text.indexOf(':') >= 0 && text.indexOf('.') >= 0) {
      return "a port has a key of its own";
    }
    return "expected 10.2.0.11 or 2001:db8::11; host names are not looked up";
  }

  private static Endpoint endpoint(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      throw new BadValue(Text.quote(text) + " has no port", "expected " + exampleFor(text));
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
    if (bracketed != host.indexOf(':') >= 0) {
      throw new BadValue(
          Text.quote(text) + " is not an address with a port",
          "an IPv6 address with a port is written \"[2001:db8::1]:443\"");
    }
    InetAddress address = address(bracketed ? host.substring(1, host.length() - 1) : host);
    return new Endpoint(address, PORT.parse(text.substring(colon + 1)));
  }

  private static String exampleFor(String text) {
    return text.startsWith("[") || text.indexOf(':') >= 0
        ? "\"[2001:db8::1]:443\""
        : "203.0.113.10:80";
  }

  /** The JSON schema of a word that may consist of digits. */
  static Map<String, Object> wordSchema(String pattern) {
    Map<String, Object> schema = Scalars.looseSchema(pattern, "string", "number", "boolean");
    schema.put("minimum", 0);
    return schema;
  }

  /** Whether a text consists of ASCII letters, digits and {@code others}, and begins plainly. */
  static boolean isWord(String text, int longest, String others) {
    if (text.isEmpty() || text.length() > longest || !isAlphanumeric(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isAlphanumeric(text.charAt(i)) && others.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
