package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * Address and port of a client as an option of a TCP segment, where addresses were translated on
 * the way: a module on the server reads it and tells programs the client in place of the director.
 *
 * <pre>
 *   | kind 254 | length 8 or 20 | port, 2 bytes | address, 4 or 16 bytes |
 * </pre>
 *
 * <p>It stands before all other options. The headers move down to make room for it, so that as many
 * bytes before the packet must be writable; payload and sequence numbers stay as they are.
 *
 * @see "github.com/iqiyi/dpvs: kmod/toa/toa.h, TCPOPT_TOA; src/ipvs/ip_vs_proto_tcp.c,
 *     tcp_in_add_toa() and tcp_out_adjust_mss()"
 */
public final class ToaOption {
  /** Bytes of the longest of these options. */
  public static final int LONGEST = 20;

  private static final int KIND = 254;
  private static final int LENGTH = 8;
  private static final int LENGTH_V6 = LONGEST;
  private static final int LONGEST_HEADER = 60;
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int MSS = 2;
  private static final int MSS_LENGTH = 4;
  private static final int SMALLEST_MSS = 88;

  private ToaOption() {}

  private static int length(boolean ipv6) {
    return ipv6 ? LENGTH_V6 : LENGTH;
  }

  /**
   * Whether there is room for the option: in the header, on the way, and before the packet.
   *
   * @param packet a whole TCP segment; {@link IpPacket#hasTransport()} was true
   * @param mtu how long packets may be
   * @return false if it has to do without
   */
  public static boolean fits(IpPacket packet, int mtu) {
    int added = length(packet.isIpv6());
    int header = packet.tcp().length();
    return !packet.isFragment()
        && !packet.isToBeCut()
        && header >= TcpHeader.MIN_LENGTH
        && header <= packet.transportLength()
        && header + added <= LONGEST_HEADER
        && packet.length() + added <= mtu
        && packet.at() >= added;
  }

  /**
   * Puts the option into a segment and patches lengths and checksums.
   *
   * @param packet a segment that it {@link #fits}
   * @param high first half of the client's address, 0 for IPv4
   * @param low second half, or the IPv4 address
   * @param port of the client, 16 bits
   */
  public static void insert(IpPacket packet, long high, long low, int port) {
    int added = length(packet.isIpv6());
    ByteBuffer buffer = packet.buffer();
    int behind = packet.transportAt() + TcpHeader.MIN_LENGTH;
    for (int at = packet.at(); at < behind; at += 4) {
      buffer.putInt(at - added, buffer.getInt(at));
    }
    packet.grow(added);
    packet.hasTransport(); // moves the view
    TcpHeader tcp = packet.tcp();
    int flagsBefore = buffer.getShort(tcp.at() + TcpHeader.DATA_OFFSET) & 0xffff;
    tcp.length(tcp.length() + added);
    packet.cover(flagsBefore, buffer.getShort(tcp.at() + TcpHeader.DATA_OFFSET) & 0xffff);

    int option = behind - added;
    buffer.putInt(option, (KIND << 8 | added) << 16 | port);
    if (packet.isIpv6()) {
      buffer.putLong(option + 4, high).putLong(option + 12, low);
    } else {
      buffer.putInt(option + 4, (int) low);
    }
    for (int at = option; at < behind; at += 4) {
      packet.cover(0, buffer.getInt(at));
    }
  }

  /**
   * Lowers the maximum segment size that a server grants, so that the option still fits into what
   * the client sends.
   *
   * @param packet a segment with SYN; {@link IpPacket#hasTransport()} was true
   */
  public static void leaveRoom(IpPacket packet) {
    TcpHeader tcp = packet.tcp();
    ByteBuffer buffer = packet.buffer();
    int end = Math.min(tcp.at() + tcp.length(), packet.end());
    int at = tcp.at() + TcpHeader.MIN_LENGTH;
    while (at < end) {
      int kind = buffer.get(at) & 0xff;
      if (kind == END_OF_OPTIONS) {
        return;
      } else if (kind == NO_OPERATION) {
        at++;
        continue;
      }
      int length = at + 1 < end ? buffer.get(at + 1) & 0xff : 0;
      if (length < 2 || at + length > end) {
        return;
      }
      if (kind == MSS && length == MSS_LENGTH) {
        lower(packet, at + 2);
        return;
      }
      at += length;
    }
  }

  private static void lower(IpPacket packet, int at) {
    ByteBuffer buffer = packet.buffer();
    int before = buffer.getShort(at) & 0xffff;
    int after = before - length(packet.isIpv6());
    if (after < SMALLEST_MSS) {
      return;
    }
    buffer.putShort(at, (short) after);
    boolean straddles = ((at - packet.transportAt()) & 1) != 0;
    packet.cover(straddles ? swapped(before) : before, straddles ? swapped(after) : after);
  }

  /** What 16 bits at an odd offset add to a sum of words (RFC 1071, 2 B). */
  private static int swapped(int word) {
    return (word & 0xff) << 8 | word >>> 8;
  }
}
