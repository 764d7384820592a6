package dev.lvsd.dataplane;

import dev.lvsd.dataplane.packet.Checksums;
import dev.lvsd.dataplane.packet.IpPacket;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.dataplane.packet.Ipv4Header;
import dev.lvsd.dataplane.packet.Ipv6Header;
import dev.lvsd.model.Tunnel;
import java.nio.ByteBuffer;

/**
 * Outer headers of tunnels: ipip, gue and gre, of either family around either. Owner: the
 * forwarding thread.
 *
 * <p>Written into the room before the packet. Type of service and time to live are the inner ones;
 * a packet that met congestion looks outside as one that could (RFC 3168, 9.1.1 in the way of
 * Linux).
 *
 * @see "net/netfilter/ipvs/ip_vs_xmit.c: ip_vs_tunnel_xmit(), ip_vs_gue_encap(), ip_vs_gre_encap()"
 */
final class Encapsulation {
  private static final int UDP = 8;
  private static final int GUE = 4;
  private static final int GRE = 4;
  private static final int GRE_CHECKSUM = 4;
  private static final int FIRST_PORT = 32768;
  private static final int PORTS = 28232;
  private static final int CONGESTION = 3;
  private static final int CAPABLE = 2;

  private final IpPacket outer = new IpPacket();
  private final Routes routes;
  private int id;

  Encapsulation(Routes routes) {
    this.routes = routes;
  }

  /** Bytes that a tunnel puts before the packet. */
  static int overhead(RealServer server) {
    return (server.ipv6 ? Ipv6Header.LENGTH : Ipv4Header.MIN_LENGTH) + between(server.tunnel());
  }

  private static int between(Tunnel tunnel) {
    return switch (tunnel.type()) {
      case GUE -> UDP + GUE;
      case GRE -> GRE + (tunnel.checksum() == Tunnel.Checksum.FULL ? GRE_CHECKSUM : 0);
      case IPIP, UNKNOWN -> 0;
    };
  }

  /** Writes the headers; the verdict has the packet with them. */
  Verdict encapsulate(
      IpPacket inner, RealServer server, boolean keepsDontFragment, Verdict verdict) {
    int at = inner.at() - overhead(server);
    if (at < 0) {
      return verdict.drop();
    }
    ByteBuffer buffer = inner.buffer();
    int between = between(server.tunnel());
    int length = inner.length();
    int protocol = protocol(inner, server.tunnel());
    int tos = tos(inner);
    long sourceHigh = routes.sourceHigh(server.ipv6, server.high, server.low);
    long sourceLow = routes.sourceLow(server.ipv6, server.high, server.low);
    if (server.ipv6) {
      Ipv6Header.write(
          buffer,
          at,
          tos,
          between + length,
          protocol,
          inner.ttl(),
          sourceHigh,
          sourceLow,
          server.high,
          server.low);
    } else {
      boolean dontFragment = keepsDontFragment && !inner.isIpv6() && inner.v4().dontFragment();
      Ipv4Header.write(
          buffer,
          at,
          tos,
          Ipv4Header.MIN_LENGTH + between + length,
          dontFragment ? 0 : ++id & 0xffff,
          dontFragment,
          inner.ttl(),
          protocol,
          (int) sourceLow,
          (int) server.low);
    }
    writeBetween(buffer, inner.at() - between, inner, server.tunnel(), at);
    return verdict
        .packet(Verdict.Kind.FORWARD, buffer, at, inner.end())
        .finished()
        .nextHop(server.ipv6, server.high, server.low);
  }

  private static int protocol(IpPacket inner, Tunnel tunnel) {
    return switch (tunnel.type()) {
      case GUE -> IpProtocols.UDP;
      case GRE -> IpProtocols.GRE;
      case IPIP, UNKNOWN -> inner.isIpv6() ? IpProtocols.IPV6 : IpProtocols.IPIP;
    };
  }

  private static int tos(IpPacket inner) {
    int tos = inner.isIpv6() ? inner.v6().trafficClass() : inner.v4().tos();
    return (tos & CONGESTION) == CONGESTION ? (tos & ~CONGESTION) | CAPABLE : tos;
  }

  private void writeBetween(ByteBuffer buffer, int at, IpPacket inner, Tunnel tunnel, int outerAt) {
    if (tunnel.type() == Tunnel.Type.GUE) {
      buffer.putShort(at, (short) sourcePort(inner)).putShort(at + 2, (short) tunnel.port());
      buffer.putShort(at + 4, (short) (inner.end() - at)).putShort(at + 6, (short) 0);
      int next = inner.isIpv6() ? IpProtocols.IPV6 : IpProtocols.IPIP;
      buffer.putInt(at + UDP, next << 16);
      if (tunnel.checksum() == Tunnel.Checksum.FULL) {
        outer.wrap(buffer, outerAt, inner.end());
        outer.computeTransportChecksum();
      }
    } else if (tunnel.type() == Tunnel.Type.GRE) {
      boolean checksum = tunnel.checksum() == Tunnel.Checksum.FULL;
      buffer.putShort(at, (short) (checksum ? 0x8000 : 0));
      buffer.putShort(at + 2, (short) (inner.isIpv6() ? 0x86dd : 0x0800));
      if (checksum) {
        buffer.putInt(at + GRE, 0);
        int sum = Checksums.finish(Checksums.add(0, buffer, at, inner.end() - at));
        buffer.putShort(at + GRE, (short) sum);
      }
    }
  }

  /** The same for all packets of a flow, so that they keep their order on the way. */
  private static int sourcePort(IpPacket inner) {
    long ports = inner.hasPorts() ? inner.buffer().getInt(inner.transportAt()) : 0;
    long hash = (inner.sourceHigh() ^ inner.sourceLow() * 31) + ports;
    hash = (hash ^ inner.destinationHigh() ^ inner.destinationLow() * 17) * 0x9e3779b97f4a7c15L;
    return FIRST_PORT + (int) ((hash >>> 33) % PORTS);
  }
}
