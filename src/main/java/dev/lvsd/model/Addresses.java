package dev.lvsd.model;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Text forms of IP addresses. Nothing here asks a name server. */
public final class Addresses {
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Addresses() {}

  /**
   * Reads a literal address.
   *
   * @param text dotted IPv4 without leading zeros, or IPv6 without brackets and zone
   * @return the address; an IPv4-mapped IPv6 text stays what it is not, and is refused
   * @throws IllegalArgumentException if {@code text} is not a literal address
   */
  public static InetAddress parse(String text) {
    boolean v4 = IPV4.matcher(text).matches();
    if (v4 || IPV6.matcher(text).matches()) {
      try {
        InetAddress address = InetAddress.getByName(v4 ? text : "[" + text + "]");
        if (v4 == address instanceof Inet4Address) {
          return address;
        }
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("'" + text + "' is not an IP address", e);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not an IP address");
  }

  /**
   * The shortest form of an address: RFC 5952 for IPv6.
   *
   * @param address any address
   * @return the text, without brackets and zone
   */
  public static String text(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = ((Inet6Address) address).getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int from = -1;
    int length = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        from = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        out.append("::");
        i += length - 1;
      } else {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  /**
   * An address with a port.
   *
   * @param address any address
   * @param port the port
   * @return {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}
   */
  public static String withPort(InetAddress address, int port) {
    String text = text(address);
    return (address instanceof Inet4Address ? text : "[" + text + "]") + ":" + port;
  }
}
