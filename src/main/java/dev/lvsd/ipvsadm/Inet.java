package dev.lvsd.ipvsadm;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Numbers and addresses as the C library reads and writes them. */
final class Inet {
  /** The largest last part of an IPv4 address of one to four parts. */
  private static final long[] LAST_PART = {0xffff_ffffL, 0xff_ffff, 0xffff, 0xff};

  private Inet() {}

  /**
   * A whole decimal number; blanks and a sign may precede it.
   *
   * @return −1 if {@code text} is something else or out of range
   * @see "strtol(3)"
   */
  static int number(String text, int min, int max) {
    if (!isWholeNumber(text)) {
      return -1;
    }
    long value = leadingNumber(text);
    return min <= value && value <= max ? (int) value : -1;
  }

  /** Whether the text is a decimal number and nothing after it. */
  static boolean isWholeNumber(String text) {
    int digits = numberStart(text);
    for (int i = digits; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return digits < text.length();
  }

  /** The number at the beginning, 0 if there is none; beyond 64 bits the largest or smallest. */
  static long leadingNumber(String text) {
    int i = numberStart(text);
    boolean negative = i > 0 && text.charAt(i - 1) == '-';
    long value = 0;
    for (; i < text.length() && isDigit(text.charAt(i)); i++) {
      int digit = text.charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  private static int numberStart(String text) {
    int i = 0;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
      i++;
    }
    return i;
  }

  /**
   * An IPv4 address in any of its old forms: one to four parts, decimal, octal or hexadecimal,
   * followed by nothing or by a blank and anything.
   *
   * @return null if it is none
   * @see "inet_aton(3)"
   */
  static @Nullable InetAddress ipv4Loose(String text) {
    long address = 0;
    int at = 0;
    for (int part = 0; ; part++) {
      if (at == text.length() || !isDigit(text.charAt(at))) {
        return null;
      }
      int radix = 10;
      if (text.charAt(at) == '0') {
        boolean hex =
            at + 2 < text.length()
                && (text.charAt(at + 1) | 0x20) == 'x'
                && digit(text.charAt(at + 2), 16) >= 0;
        radix = hex ? 16 : 8;
        at += hex ? 2 : 0;
      }
      long value = 0;
      for (; at < text.length() && digit(text.charAt(at), radix) >= 0; at++) {
        value = value * radix + digit(text.charAt(at), radix);
        if (value > 0xffff_ffffL) {
          return null;
        }
      }
      if (at < text.length() && text.charAt(at) == '.') {
        if (part == 3 || value > 0xff) {
          return null;
        }
        address |= value << (24 - 8 * part);
        at++;
      } else {
        boolean ends = at == text.length() || isSpace(text.charAt(at));
        return ends && value <= LAST_PART[part] ? ipv4((int) (address | value)) : null;
      }
    }
  }

  /**
   * An IPv4 address of four decimal parts without leading zeros.
   *
   * @return null if it is none
   * @see "inet_pton(3)"
   */
  static @Nullable InetAddress ipv4Strict(String text) {
    int address = 0;
    int at = 0;
    for (int part = 0; part < 4; part++) {
      int from = at;
      int value = 0;
      for (; at < text.length() && isDigit(text.charAt(at)); at++) {
        if (at > from && value == 0) {
          return null;
        }
        value = value * 10 + text.charAt(at) - '0';
        if (value > 255) {
          return null;
        }
      }
      boolean ends = part == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == from || !ends) {
        return null;
      }
      at++;
      address = address << 8 | value;
    }
    return ipv4(address);
  }

  /**
   * An IPv6 address. An IPv4-mapped one stays IPv6.
   *
   * @return null if it is none
   * @see "inet_pton(3)"
   */
  static @Nullable InetAddress ipv6(String text) {
    byte[] bytes = new byte[16];
    int filled = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith(":")) {
      if (!text.startsWith("::")) {
        return null;
      }
      at = 1;
    }
    int token = at;
    int digits = 0;
    int value = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      int digit = digit(c, 16);
      if (digit >= 0) {
        if (++digits > 4) {
          return null;
        }
        value = value << 4 | digit;
      } else if (c == ':' && digits == 0) {
        if (gap >= 0) {
          return null;
        }
        gap = filled;
        token = at;
      } else if (c == ':') {
        if (at == text.length() || filled + 2 > 16) {
          return null;
        }
        bytes[filled++] = (byte) (value >> 8);
        bytes[filled++] = (byte) value;
        digits = 0;
        value = 0;
        token = at;
      } else {
        InetAddress tail = c == '.' ? ipv4Strict(text.substring(token)) : null;
        if (tail == null || filled + 4 > 16) {
          return null;
        }
        System.arraycopy(tail.getAddress(), 0, bytes, filled, 4);
        filled += 4;
        digits = 0;
        break;
      }
    }
    if (digits > 0) {
      if (filled + 2 > 16) {
        return null;
      }
      bytes[filled++] = (byte) (value >> 8);
      bytes[filled++] = (byte) value;
    }
    if (gap >= 0) {
      if (filled == 16) {
        return null;
      }
      int moved = filled - gap;
      byte[] spread = new byte[16];
      System.arraycopy(bytes, 0, spread, 0, gap);
      System.arraycopy(bytes, gap, spread, 16 - moved, moved);
      return ipv6(spread);
    }
    return filled == 16 ? ipv6(bytes) : null;
  }

  /**
   * An address as the C library writes it: an IPv6 address that is all zeros but for its last 32
   * bits, or IPv4-mapped, ends in dotted decimal.
   *
   * @see "inet_ntop(3)"
   */
  static void append(StringBuilder out, InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      appendIpv4(out, bytes, 0);
      return;
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int from = -1;
    int length = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; ) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        from = i;
        length = end - i;
      }
      i = Math.max(end, i + 1);
    }
    for (int i = 0; i < 8; i++) {
      if (from >= 0 && i >= from && i < from + length) {
        if (i == from) {
          out.append(':');
        }
        continue;
      }
      if (i > 0) {
        out.append(':');
      }
      if (i == 6 && from == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff))) {
        appendIpv4(out, bytes, 12);
        return;
      }
      out.append(Integer.toHexString(groups[i]));
    }
    if (from >= 0 && from + length == 8) {
      out.append(':');
    }
  }

  /** The address of 32 bits, highest first. */
  static InetAddress ipv4(int bits) {
    byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  /** The address of 16 bytes, IPv6 whatever they are. */
  static InetAddress ipv6(byte[] bytes) {
    try {
      return Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are always an address", e);
    }
  }

  /** 32 bits of an address, counted from 0; 0 beyond its end. */
  static int word(InetAddress address, int index) {
    byte[] bytes = address.getAddress();
    int at = 4 * index;
    return at >= bytes.length
        ? 0
        : bytes[at] << 24
            | (bytes[at + 1] & 0xff) << 16
            | (bytes[at + 2] & 0xff) << 8
            | (bytes[at + 3] & 0xff);
  }

  static boolean isIpv6(InetAddress address) {
    return !(address instanceof Inet4Address);
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int digit(char c, int radix) {
    return c < 128 ? Character.digit(c, radix) : -1;
  }

  private static void appendIpv4(StringBuilder out, byte[] bytes, int from) {
    for (int i = from; i < from + 4; i++) {
      if (i > from) {
        out.append('.');
      }
      out.append(bytes[i] & 0xff);
    }
  }
}
