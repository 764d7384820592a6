package dev.lvsd.probe.wire;

import static java.util.Objects.requireNonNull;

import dev.lvsd.dataplane.packet.Checksums;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.Ipv4Header;
import dev.lvsd.dataplane.packet.Ipv6Header;
import dev.lvsd.dataplane.packet.TcpHeader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A TCP segment without data, in its IP packet.
 *
 * @param source address and port
 * @param destination address and port, of the same family
 * @param sequence 32 bits
 * @param acknowledgement 32 bits; counts only with the flag
 * @param flags bits of {@link TcpHeader}
 */
record TcpMessage(
    InetSocketAddress source,
    InetSocketAddress destination,
    int sequence,
    int acknowledgement,
    int flags) {
  private static final int TTL = 64;
  private static final short WINDOW = 1024;
  private static final int LENGTH = TcpHeader.MIN_LENGTH;

  TcpMessage {
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    if (source.isUnresolved()
        || destination.isUnresolved()
        || isIpv4(source) != isIpv4(destination)) {
      throw new IllegalArgumentException("no segment goes from " + source + " to " + destination);
    }
  }

  /** The first of a connection. */
  static TcpMessage syn(InetSocketAddress source, InetSocketAddress destination, int sequence) {
    return new TcpMessage(source, destination, sequence, 0, TcpHeader.SYN);
  }

  /** Whether it answers a first segment: the port numbers and the acknowledgement tell. */
  boolean answers(TcpMessage syn) {
    return source.equals(syn.destination)
        && destination.equals(syn.source)
        && has(TcpHeader.ACK)
        && acknowledgement == syn.sequence + 1;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Takes the connection of this first segment back. */
  TcpMessage reset() {
    return new TcpMessage(source, destination, sequence + 1, 0, TcpHeader.RST);
  }

  boolean isIpv4() {
    return isIpv4(source);
  }

  private static boolean isIpv4(InetSocketAddress endpoint) {
    return endpoint.getAddress() instanceof Inet4Address;
  }

  /** As it is sent, with good checksums: direct, from 0 to its limit. */
  ByteBuffer encode() {
    int header = isIpv4() ? Ipv4Header.MIN_LENGTH : Ipv6Header.LENGTH;
    ByteBuffer packet = ByteBuffer.allocateDirect(header + LENGTH);
    ByteBuffer from = ByteBuffer.wrap(source.getAddress().getAddress());
    ByteBuffer to = ByteBuffer.wrap(destination.getAddress().getAddress());
    if (isIpv4()) {
      Ipv4Header.write(
          packet,
          0,
          0,
          packet.capacity(),
          0,
          true,
          TTL,
          IpProtocols.TCP,
          from.getInt(0),
          to.getInt(0));
    } else {
      Ipv6Header.write(
          packet,
          0,
          0,
          LENGTH,
          IpProtocols.TCP,
          TTL,
          from.getLong(0),
          from.getLong(8),
          to.getLong(0),
          to.getLong(8));
    }
    packet
        .putShort(header, (short) source.getPort())
        .putShort(header + 2, (short) destination.getPort())
        .putInt(header + 4, sequence)
        .putInt(header + 8, acknowledgement)
        .putShort(header + 12, (short) (((LENGTH / 4) << 12) | flags))
        .putShort(header + 14, WINDOW);
    long sum = IpProtocols.TCP + LENGTH; // and both addresses, which stand before the segment
    int addresses = from.capacity() * 2;
    sum = Checksums.add(sum, packet, header - addresses, addresses + LENGTH);
    return packet.putShort(header + TcpHeader.CHECKSUM, (short) Checksums.finish(sum));
  }

  /**
   * Reads what was received. The checksum of the segment is not looked at: between machines that
   * share a kernel nobody computes it.
   *
   * @param packet big-endian, from 0 to its limit
   * @return empty if it is something else
   */
  static Optional<TcpMessage> decode(ByteBuffer packet) {
    IpPacket ip = new IpPacket();
    TcpHeader tcp = new TcpHeader();
    if (!ip.wrap(packet, 0, packet.limit())
        || ip.protocol() != IpProtocols.TCP
        || ip.fragmentOffset() != 0
        || !tcp.wrap(packet, ip.transportAt(), ip.end())) {
      return Optional.empty();
    }
    int at = ip.transportAt();
    int addresses = ip.isIpv6() ? 8 : 12;
    int length = ip.isIpv6() ? 16 : 4;
    return Optional.of(
        new TcpMessage(
            endpoint(packet, addresses, length, at),
            endpoint(packet, addresses + length, length, at + 2),
            tcp.sequence(),
            tcp.acknowledgement(),
            tcp.flags()));
  }

  private static InetSocketAddress endpoint(ByteBuffer packet, int at, int length, int portAt) {
    byte[] bytes = new byte[length];
    packet.get(at, bytes);
    return new InetSocketAddress(address(bytes), packet.getShort(portAt) & 0xffff);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return bytes.length == 4
          ? InetAddress.getByAddress(bytes)
          : NeighbourDiscovery.address(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes are always an address", e);
    }
  }
}
