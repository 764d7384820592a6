package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_CREATE;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REPLACE;
import static dev.lvsd.linux.RoutingUapi.NDA_DST;
import static dev.lvsd.linux.RoutingUapi.NDA_PROTOCOL;
import static dev.lvsd.linux.RoutingUapi.NTF_PROXY;
import static dev.lvsd.linux.RoutingUapi.NTF_USE;
import static dev.lvsd.linux.RoutingUapi.RTM_DELNEIGH;
import static dev.lvsd.linux.RoutingUapi.RTM_NEWNEIGH;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_NDMSG;

import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Lets the host answer for an address on an interface, or no more; or has a neighbour found out.
 *
 * @see "linux/neighbour.h: struct ndmsg; net/core/neighbour.c"
 */
record NeighbourChange(boolean add, int flag, InetAddress address, int index)
    implements RouteRequest {
  /** The host answers for an address, or no more. */
  static NeighbourChange proxy(boolean add, InetAddress address, int index) {
    return new NeighbourChange(add, NTF_PROXY, address, index);
  }

  /** The host asks who has an address, if it does not know or has not heard of it lately. */
  static NeighbourChange use(InetAddress address, int index) {
    return new NeighbourChange(true, NTF_USE, address, index);
  }

  @Override
  public int type() {
    return add ? RTM_NEWNEIGH : RTM_DELNEIGH;
  }

  @Override
  public int flags() {
    return add ? NLM_F_CREATE | NLM_F_REPLACE : 0;
  }

  @Override
  public int headerLength() {
    return SIZEOF_NDMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put(Inet.family(address)).put((byte) 0).putShort((short) 0).putInt(index);
    out.putShort((short) 0).put((byte) flag).put((byte) 0);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.bytes(NDA_DST, address.getAddress());
    if (flag == NTF_PROXY && add) {
      out.u8(NDA_PROTOCOL, Marks.PROTOCOL);
    }
  }

  @Override
  public String describe() {
    String what = flag == NTF_PROXY ? add ? "answer for " : "answer no more for " : "find ";
    return what + address.getHostAddress() + " on interface " + index;
  }
}
