package dev.lvsd.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A packet of either family with its transport ports: what connections are found by, and what
 * forwarding rewrites.
 *
 * <p>Belongs to the thread that owns the packet. Rewriting patches every checksum that covers what
 * changed; a checksum that was wrong stays wrong by as much. In a fragment that is not the first
 * there are no ports, and only addresses change.
 */
public final class IpPacket {
  private static final int UDP_LENGTH = 8;
  private static final int UDP_CHECKSUM = 6;

  private final Ipv4Header v4 = new Ipv4Header();
  private final Ipv6Header v6 = new Ipv6Header();
  private final TcpHeader tcp = new TcpHeader();
  private final SctpHeader sctp = new SctpHeader();

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private boolean ipv6;
  private int protocol;
  private int transportAt;
  private int end;
  private int fragmentOffset;
  private boolean partialChecksum;
  private int segmentSize;

  /**
   * Moves to a packet as it was received.
   *
   * @param bytes big-endian
   * @param from first byte of the IP header
   * @param to first byte behind what was received
   * @return false if it is malformed
   */
  public boolean wrap(ByteBuffer bytes, int from, int to) {
    if (from < 0 || from >= to || to > bytes.limit()) {
      return false;
    }
    return switch ((bytes.get(from) >>> 4) & 0xf) {
      case 4 -> v4.wrap(bytes, from, to) && take4(bytes, v4.end());
      case 6 -> v6.wrap(bytes, from, to) && take6(bytes);
      default -> false;
    };
  }

  /**
   * Moves to a packet that an ICMP error quotes.
   *
   * @param bytes big-endian
   * @param from first byte of the quoted IP header
   * @param to first byte behind the quote
   * @return false if there is no IP header
   */
  public boolean wrapQuoted(ByteBuffer bytes, int from, int to) {
    if (from < 0 || from >= to || to > bytes.limit()) {
      return false;
    }
    return switch ((bytes.get(from) >>> 4) & 0xf) {
      case 4 -> v4.wrapQuoted(bytes, from, to) && take4(bytes, to);
      case 6 -> v6.wrapQuoted(bytes, from, to) && take6(bytes);
      default -> false;
    };
  }

  private boolean take4(ByteBuffer bytes, int behind) {
    buffer = bytes;
    ipv6 = false;
    protocol = v4.protocol();
    transportAt = v4.at() + v4.length();
    end = behind;
    fragmentOffset = v4.fragmentOffset();
    finished();
    return true;
  }

  private boolean take6(ByteBuffer bytes) {
    buffer = bytes;
    ipv6 = true;
    protocol = v6.protocol();
    transportAt = v6.transportAt();
    end = v6.end();
    fragmentOffset = v6.fragmentOffset();
    finished();
    return true;
  }

  private void finished() {
    partialChecksum = false;
    segmentSize = 0;
  }

  /**
   * Says what the sender left to whoever sends the packet at last.
   *
   * @param partial whether the checksum of TCP or UDP is the sum of the pseudo header, not
   *     complemented
   * @param payload bytes of TCP payload in each segment that the packet is to become; 0 if it stays
   *     whole
   */
  public void unfinished(boolean partial, int payload) {
    partialChecksum = partial;
    segmentSize = payload;
  }

  /**
   * Whether somebody has to cut the packet before it leaves.
   *
   * @return true if it is to become segments
   */
  public boolean isToBeCut() {
    return segmentSize > 0;
  }

  /** Completes the transport checksum, if that was left to somebody. */
  public void completeChecksum() {
    if (partialChecksum && checksumAt() >= 0 && hasTransport()) {
      partialChecksum = false;
      computeTransportChecksum();
    }
  }

  /**
   * Bytes of the longest packet that becomes of this one, IP header included: what a route must
   * take.
   *
   * @return {@link #length()} unless it is to become segments
   */
  public int longest() {
    if (segmentSize == 0 || protocol != IpProtocols.TCP || !hasTransport()) {
      return length();
    }
    return Math.min(length(), transportAt - at() + tcp.length() + segmentSize);
  }

  /**
   * The borrowed bytes.
   *
   * @return the buffer that was wrapped
   */
  public ByteBuffer buffer() {
    return buffer;
  }

  /**
   * The family.
   *
   * @return true for IPv6
   */
  public boolean isIpv6() {
    return ipv6;
  }

  /**
   * The IPv4 header.
   *
   * @return valid unless {@link #isIpv6()}
   */
  public Ipv4Header v4() {
    return v4;
  }

  /**
   * The IPv6 header.
   *
   * @return valid if {@link #isIpv6()}
   */
  public Ipv6Header v6() {
    return v6;
  }

  /**
   * First byte of the packet.
   *
   * @return index into the buffer
   */
  public int at() {
    return ipv6 ? v6.at() : v4.at();
  }

  /**
   * First byte behind the packet.
   *
   * @return index into the buffer
   */
  public int end() {
    return end;
  }

  /**
   * Bytes of the packet, IP header included: what statistics count.
   *
   * @return total length, or payload length and 40
   */
  public int length() {
    return end - at();
  }

  /**
   * Transport protocol, behind the extension headers of IPv6.
   *
   * @return an {@link IpProtocols} number
   */
  public int protocol() {
    return protocol;
  }

  /**
   * Where the transport header begins.
   *
   * @return index into the buffer; may be at or, in quotes, behind the end
   */
  public int transportAt() {
    return transportAt;
  }

  /**
   * Bytes from the transport header to the end.
   *
   * @return may be negative in quotes
   */
  public int transportLength() {
    return end - transportAt;
  }

  /**
   * Where a fragment belongs.
   *
   * @return bytes; 0 in first fragments and whole packets
   */
  public int fragmentOffset() {
    return fragmentOffset;
  }

  /**
   * Whether this is a part of a packet.
   *
   * @return true for first and later fragments
   */
  public boolean isFragment() {
    return fragmentOffset != 0 || (ipv6 ? v6.moreFragments() : v4.moreFragments());
  }

  /**
   * What the fragments of a packet share, beside addresses and protocol.
   *
   * @return 16 bits for IPv4, 32 for IPv6
   */
  public int fragmentId() {
    return ipv6 ? v6.fragmentId() : v4.id();
  }

  /**
   * First half of the source address.
   *
   * @return 0 for IPv4
   */
  public long sourceHigh() {
    return ipv6 ? v6.sourceHigh() : 0;
  }

  /**
   * Second half of the source address.
   *
   * @return the whole address for IPv4
   */
  public long sourceLow() {
    return ipv6 ? v6.sourceLow() : v4.source() & 0xffff_ffffL;
  }

  /**
   * First half of the destination address.
   *
   * @return 0 for IPv4
   */
  public long destinationHigh() {
    return ipv6 ? v6.destinationHigh() : 0;
  }

  /**
   * Second half of the destination address.
   *
   * @return the whole address for IPv4
   */
  public long destinationLow() {
    return ipv6 ? v6.destinationLow() : v4.destination() & 0xffff_ffffL;
  }

  /**
   * Time to live, or hop limit.
   *
   * @return 8 bits
   */
  public int ttl() {
    return ipv6 ? v6.hopLimit() : v4.ttl();
  }

  /** Takes one from the time to live. */
  public void decrementTtl() {
    if (ipv6) {
      v6.decrementHopLimit();
    } else {
      v4.decrementTtl();
    }
  }

  /**
   * Whether the four bytes of source and destination port are there.
   *
   * @return false in later fragments and in what is too short
   */
  public boolean hasPorts() {
    return fragmentOffset == 0 && end - transportAt >= 4;
  }

  /**
   * Source port.
   *
   * @return 16 bits; only if {@link #hasPorts()}
   */
  public int sourcePort() {
    return buffer.getShort(transportAt) & 0xffff;
  }

  /**
   * Destination port.
   *
   * @return 16 bits; only if {@link #hasPorts()}
   */
  public int destinationPort() {
    return buffer.getShort(transportAt + 2) & 0xffff;
  }

  /**
   * Whether the transport header is there: for TCP 20 bytes, UDP 8, SCTP 12 and a chunk's header.
   *
   * @return false for other protocols and in later fragments
   */
  public boolean hasTransport() {
    if (fragmentOffset != 0) {
      return false;
    }
    return switch (protocol) {
      case IpProtocols.TCP -> tcp.wrap(buffer, transportAt, end);
      case IpProtocols.UDP -> transportLength() >= UDP_LENGTH;
      case IpProtocols.SCTP -> sctp.wrap(buffer, transportAt, end);
      default -> false;
    };
  }

  /**
   * The TCP header.
   *
   * @return valid after {@link #hasTransport()} of a TCP packet
   */
  public TcpHeader tcp() {
    return tcp;
  }

  /**
   * The SCTP packet.
   *
   * @return valid after {@link #hasTransport()} of an SCTP packet
   */
  public SctpHeader sctp() {
    return sctp;
  }

  /**
   * Rewrites source address and port.
   *
   * @param high first half of the address, 0 for IPv4
   * @param low second half, or the IPv4 address
   * @param port 16 bits
   */
  public void source(long high, long low, int port) {
    coverAddress(sourceHigh(), sourceLow(), high, low);
    if (ipv6) {
      v6.source(high, low);
    } else {
      v4.source((int) low);
    }
    rewritePort(0, port);
  }

  /**
   * Rewrites destination address and port.
   *
   * @param high first half of the address, 0 for IPv4
   * @param low second half, or the IPv4 address
   * @param port 16 bits
   */
  public void destination(long high, long low, int port) {
    coverAddress(destinationHigh(), destinationLow(), high, low);
    if (ipv6) {
      v6.destination(high, low);
    } else {
      v4.destination((int) low);
    }
    rewritePort(2, port);
  }

  /**
   * Changes the source of a packet that an ICMP error quotes: address, header checksum and port,
   * but not the transport checksum, which covers what may be cut.
   *
   * @param high first half of the address, 0 for IPv4
   * @param low second half, or the IPv4 address
   * @param port 16 bits; only if {@link #hasPorts()}
   */
  public void relabelSource(long high, long low, int port) {
    relabelSource(high, low);
    buffer.putShort(transportAt, (short) port);
  }

  /**
   * Changes the destination of a packet that an ICMP error quotes, as {@link #relabelSource}.
   *
   * @param high first half of the address, 0 for IPv4
   * @param low second half, or the IPv4 address
   * @param port 16 bits; only if {@link #hasPorts()}
   */
  public void relabelDestination(long high, long low, int port) {
    relabelDestination(high, low);
    buffer.putShort(transportAt + 2, (short) port);
  }

  /**
   * Changes the source address and computes the header checksum anew; the payload stays.
   *
   * @param high first half of the address, 0 for IPv4
   * @param low second half, or the IPv4 address
   */
  public void relabelSource(long high, long low) {
    if (ipv6) {
      v6.source(high, low);
    } else {
      v4.source((int) low);
      v4.computeChecksum();
    }
  }

  /**
   * Changes the destination address and computes the header checksum anew; the payload stays.
   *
   * @param high first half of the address, 0 for IPv4
   * @param low second half, or the IPv4 address
   */
  public void relabelDestination(long high, long low) {
    if (ipv6) {
      v6.destination(high, low);
    } else {
      v4.destination((int) low);
      v4.computeChecksum();
    }
  }

  private int checksumAt() {
    return switch (protocol) {
      case IpProtocols.TCP -> transportAt + TcpHeader.CHECKSUM;
      case IpProtocols.UDP -> transportAt + UDP_CHECKSUM;
      default -> -1;
    };
  }

  /** The part of the transport checksum that the pseudo header is. */
  private void coverAddress(long beforeHigh, long beforeLow, long high, long low) {
    int checksumAt = checksumAt();
    if (checksumAt < 0 || !hasTransport()) {
      return;
    }
    int checksum = buffer.getShort(checksumAt) & 0xffff;
    if (lacksUdpChecksum(checksum)) {
      return;
    }
    // a partial one is a sum that nobody has complemented yet
    checksum ^= partialChecksum ? 0xffff : 0;
    if (ipv6) {
      checksum = Checksums.replace(checksum, beforeHigh, high);
      checksum = Checksums.replace(checksum, beforeLow, low);
    } else {
      checksum = Checksums.replace(checksum, (int) beforeLow, (int) low);
    }
    checksum ^= partialChecksum ? 0xffff : 0;
    buffer.putShort(checksumAt, (short) neverZero(checksum));
  }

  /**
   * Patches the checksum of a TCP segment after up to 32 bits behind the IP header have changed.
   */
  void cover(int before, int after) {
    if (partialChecksum) {
      return; // it covers the pseudo header only
    }
    int checksumAt = transportAt + TcpHeader.CHECKSUM;
    int checksum = buffer.getShort(checksumAt) & 0xffff;
    buffer.putShort(checksumAt, (short) Checksums.replace(checksum, before, after));
  }

  /**
   * Takes note that the headers of a TCP segment up to the options were moved down, and patches
   * lengths and what covers them: the pseudo header has one, too.
   */
  void grow(int bytes) {
    if (ipv6) {
      v6.grow(bytes);
    } else {
      v4.grow(bytes);
    }
    transportAt -= bytes;
    int checksumAt = transportAt + TcpHeader.CHECKSUM;
    int length = transportLength();
    int partial = partialChecksum ? 0xffff : 0;
    int checksum = (buffer.getShort(checksumAt) & 0xffff) ^ partial;
    checksum = Checksums.replace(checksum, length - bytes, length);
    buffer.putShort(checksumAt, (short) (checksum ^ partial));
  }

  private void rewritePort(int offset, int port) {
    if (!hasTransport()) {
      return;
    }
    int before = buffer.getShort(transportAt + offset) & 0xffff;
    buffer.putShort(transportAt + offset, (short) port);
    if (protocol == IpProtocols.SCTP) {
      if (before != port) {
        sctp.computeChecksum();
      }
      return;
    }
    int checksumAt = checksumAt();
    int checksum = buffer.getShort(checksumAt) & 0xffff;
    if (partialChecksum || lacksUdpChecksum(checksum)) {
      return; // a partial one does not cover ports
    }
    buffer.putShort(checksumAt, (short) neverZero(Checksums.replace(checksum, before, port)));
  }

  /** A UDP checksum of 0 would mean that there is none. */
  private int neverZero(int checksum) {
    return checksum == 0 && protocol == IpProtocols.UDP && !partialChecksum ? 0xffff : checksum;
  }

  private boolean lacksUdpChecksum(int checksum) {
    return checksum == 0 && protocol == IpProtocols.UDP && !partialChecksum;
  }

  /**
   * Whether this is a UDP packet whose sender computed no checksum.
   *
   * @return true if the checksum field is 0 and the whole packet is here
   */
  public boolean lacksUdpChecksum() {
    return protocol == IpProtocols.UDP
        && hasTransport()
        && !isFragment()
        && lacksUdpChecksum(buffer.getShort(transportAt + UDP_CHECKSUM));
  }

  /** Computes the transport checksum of TCP or UDP in full, over the whole packet. */
  public void computeTransportChecksum() {
    int checksumAt = checksumAt();
    buffer.putShort(checksumAt, (short) 0);
    long sum = pseudoSum(transportLength());
    int checksum = Checksums.finish(Checksums.add(sum, buffer, transportAt, transportLength()));
    buffer.putShort(checksumAt, (short) neverZero(checksum));
  }

  /**
   * Whether the transport checksum of TCP or UDP is right.
   *
   * @return true also for UDP without a checksum
   */
  public boolean isTransportIntact() {
    if (protocol == IpProtocols.UDP && buffer.getShort(checksumAt()) == 0) {
      return true;
    }
    long sum = pseudoSum(transportLength());
    return Checksums.finish(Checksums.add(sum, buffer, transportAt, transportLength())) == 0;
  }

  /**
   * Sum of the pseudo header of this packet's addresses.
   *
   * @param length of transport header and payload
   * @return to go on with in {@link Checksums}
   */
  public long pseudoSum(int length) {
    long sum = (long) length + protocol;
    sum = Checksums.add(sum, sourceHigh());
    sum = Checksums.add(sum, sourceLow());
    sum = Checksums.add(sum, destinationHigh());
    return Checksums.add(sum, destinationLow());
  }
}
