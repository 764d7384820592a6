package dev.lvsd.probe.wire;

import dev.lvsd.dataplane.packet.Checksums;
import dev.lvsd.dataplane.packet.IpProtocols;
import dev.lvsd.linux.PacketUapi;
import dev.lvsd.model.Tunnel;
import java.nio.ByteBuffer;

/**
 * What stands between the outer IP header, or the UDP header of gue, and a client's packet.
 *
 * <pre>
 *   ipip   nothing
 *   gue    | 0 | 4 or 41 | 0 0 |                    version and length, protocol, flags
 *   gre    | flags | 0x0800 or 0x86dd | sum, 0 |    the last four bytes only with a checksum
 * </pre>
 *
 * <p>Remote checksum offload, an option of gue, is left out: the other end does not demand it.
 *
 * @see "RFC 2003; RFC 2784; draft-ietf-intarea-gue"
 */
final class TunnelPacket {
  private static final int GRE_CHECKSUM = 0x8000;

  private TunnelPacket() {}

  /** The protocol behind the outer IP header; gue goes through a socket of UDP. */
  static int protocol(Tunnel tunnel, ByteBuffer packet) {
    return tunnel.type() == Tunnel.Type.GRE ? IpProtocols.GRE : number(packet);
  }

  /**
   * Puts a packet into a tunnel.
   *
   * @param packet an IP packet, from 0 to its limit
   * @return direct, from 0 to its limit
   */
  static ByteBuffer wrap(Tunnel tunnel, ByteBuffer packet) {
    return switch (tunnel.type()) {
      case GUE -> join(ByteBuffer.allocate(4).put(1, (byte) number(packet)), packet);
      case GRE -> gre(tunnel, packet);
      default -> join(ByteBuffer.allocate(0), packet);
    };
  }

  private static ByteBuffer gre(Tunnel tunnel, ByteBuffer packet) {
    boolean checksum = tunnel.checksum() == Tunnel.Checksum.FULL;
    int type = isIpv6(packet) ? PacketUapi.ETH_P_IPV6 : PacketUapi.ETH_P_IP;
    ByteBuffer header =
        ByteBuffer.allocate(checksum ? 8 : 4)
            .putShort(0, (short) (checksum ? GRE_CHECKSUM : 0))
            .putShort(2, (short) type);
    ByteBuffer whole = join(header, packet);
    return checksum
        ? whole.putShort(4, (short) Checksums.finish(Checksums.add(0, whole, 0, whole.limit())))
        : whole;
  }

  private static ByteBuffer join(ByteBuffer header, ByteBuffer packet) {
    return ByteBuffer.allocateDirect(header.capacity() + packet.limit())
        .put(header.duplicate().clear())
        .put(packet.duplicate().rewind())
        .flip();
  }

  private static int number(ByteBuffer packet) {
    return isIpv6(packet) ? IpProtocols.IPV6 : IpProtocols.IPIP;
  }

  private static boolean isIpv6(ByteBuffer packet) {
    return packet.get(0) >>> 4 == 6;
  }
}
