package dev.lvsd.model;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Text forms of IP addresses. Nothing here asks a name server. */
public final class Addresses {
  private Addresses() {}

  /**
   * Reads a literal address. Written out because definitions have tens of thousands of them.
   *
   * @param text dotted IPv4 without leading zeros, or IPv6 without brackets and zone (RFC 4291,
   *     section 2.2)
   * @return the address; an IPv4-mapped IPv6 text stays what it is not, and is refused
   * @throws IllegalArgumentException if {@code text} is not a literal address
   */
  public static InetAddress parse(String text) {
    boolean v4 = text.indexOf(':') < 0;
    byte[] bytes = new byte[v4 ? 4 : 16];
    boolean good = v4 ? parseIpv4(text, 0, bytes, 0) : parseIpv6(text, bytes);
    if (good) {
      try {
        InetAddress address = InetAddress.getByAddress(bytes);
        if (v4 == address instanceof Inet4Address) {
          return address;
        }
      } catch (UnknownHostException e) {
        throw new IllegalStateException("4 and 16 bytes are always an address", e);
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not an IP address");
  }

  /** Reads four numbers from {@code at} to the end of the text. */
  private static boolean parseIpv4(String text, int at, byte[] bytes, int to) {
    int octet = -1; // no digit yet
    int octets = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && octet >= 0 && octets < 3) {
        bytes[to + octets++] = (byte) octet;
        octet = -1;
      } else if (c >= '0' && c <= '9' && octet != 0) {
        octet = Math.max(octet, 0) * 10 + (c - '0');
        if (octet > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    if (octet < 0 || octets != 3) {
      return false;
    }
    bytes[to + 3] = (byte) octet;
    return true;
  }

  private static boolean parseIpv6(String text, byte[] bytes) {
    int length = text.length();
    int filled = 0;
    int gap = -1; // where "::" stands, in bytes
    int i = 0;
    if (text.startsWith("::")) {
      gap = 0;
      i = 2;
    }
    while (i < length) {
      int end = i;
      int group = 0;
      while (end < length && end - i < 5 && hexDigit(text.charAt(end)) >= 0) {
        group = group << 4 | hexDigit(text.charAt(end++));
      }
      if (end < length && text.charAt(end) == '.') {
        if (filled > 12 || !parseIpv4(text, i, bytes, filled)) {
          return false;
        }
        filled += 4;
        break;
      }
      if (end == i || end - i > 4 || filled > 14) {
        return false;
      }
      bytes[filled++] = (byte) (group >> 8);
      bytes[filled++] = (byte) group;
      if (end == length) {
        break;
      }
      if (text.charAt(end) != ':' || end + 1 == length) {
        return false;
      }
      i = end + 1;
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = filled;
        i++;
      }
    }
    return gap < 0 ? filled == 16 : spread(bytes, gap, filled);
  }

  /** The value of an ASCII digit, or -1; {@link Character#digit} knows digits of every script. */
  private static int hexDigit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /** Moves what follows "::" to the end. */
  private static boolean spread(byte[] bytes, int gap, int filled) {
    if (filled == 16) {
      return false;
    }
    int tail = filled - gap;
    System.arraycopy(bytes, gap, bytes, 16 - tail, tail);
    Arrays.fill(bytes, gap, 16 - tail, (byte) 0);
    return true;
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
