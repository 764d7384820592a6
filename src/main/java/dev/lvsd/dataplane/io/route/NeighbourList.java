package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RoutingUapi.NDA_DST;
import static dev.lvsd.linux.RoutingUapi.NDA_LLADDR;
import static dev.lvsd.linux.RoutingUapi.NDA_PROTOCOL;
import static dev.lvsd.linux.RoutingUapi.NTF_PROXY;
import static dev.lvsd.linux.RoutingUapi.RTM_GETNEIGH;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_NDMSG;

import dev.lvsd.linux.SocketUapi;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks for all neighbours, or for all addresses that the host answers for.
 *
 * @param flag NTF_PROXY or 0
 */
record NeighbourList(int flag) implements RouteRequest {
  /** Addresses that the host answers for. */
  static NeighbourList proxies() {
    return new NeighbourList(NTF_PROXY);
  }

  /** Neighbours. */
  static NeighbourList all() {
    return new NeighbourList(0);
  }

  @Override
  public int type() {
    return RTM_GETNEIGH;
  }

  @Override
  public int headerLength() {
    return SIZEOF_NDMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put((byte) SocketUapi.AF_UNSPEC).put((byte) 0).putShort((short) 0).putInt(0);
    out.putShort((short) 0).put((byte) flag).put((byte) 0);
  }

  @Override
  public void encode(AttributeWriter out) {
    // nothing but the header
  }

  @Override
  public String describe() {
    return flag == NTF_PROXY ? "list addresses that the host answers for" : "list neighbours";
  }

  /**
   * A neighbour.
   *
   * @param index the kernel's number of the interface
   * @param address its address
   * @param state NUD_… bits
   * @param mac its hardware address, or {@link Inet#NO_MAC}
   * @param protocol who made the entry
   */
  record Found(int index, InetAddress address, int state, long mac, int protocol) {}

  /** One entry; empty for other families, and for addresses answered for everywhere. */
  static Optional<Found> decode(ByteBuffer header, AttributeReader attributes) {
    byte[] address = {};
    long mac = Inet.NO_MAC;
    int protocol = 0;
    while (attributes.next()) {
      switch (attributes.type()) {
        case NDA_DST -> address = attributes.bytes();
        case NDA_LLADDR -> mac = Inet.mac(attributes.bytes());
        case NDA_PROTOCOL -> protocol = attributes.u8();
        default -> {}
      }
    }
    if (address.length != 4 && address.length != 16) {
      return Optional.empty();
    }
    InetAddress ip = Inet.address(address);
    return Optional.of(new Found(header.getInt(4), ip, header.getShort(8) & 0xffff, mac, protocol));
  }
}
