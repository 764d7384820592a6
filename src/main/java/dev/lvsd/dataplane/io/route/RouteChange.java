package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_CREATE;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REPLACE;
import static dev.lvsd.linux.RoutingUapi.RTA_DST;
import static dev.lvsd.linux.RoutingUapi.RTA_OIF;
import static dev.lvsd.linux.RoutingUapi.RTA_TABLE;
import static dev.lvsd.linux.RoutingUapi.RTM_DELROUTE;
import static dev.lvsd.linux.RoutingUapi.RTM_NEWROUTE;
import static dev.lvsd.linux.RoutingUapi.RTN_LOCAL;
import static dev.lvsd.linux.RoutingUapi.RTN_UNICAST;
import static dev.lvsd.linux.RoutingUapi.RT_SCOPE_HOST;
import static dev.lvsd.linux.RoutingUapi.RT_SCOPE_LINK;
import static dev.lvsd.linux.RoutingUapi.RT_TABLE_LOCAL;
import static dev.lvsd.linux.RoutingUapi.RT_TABLE_MAIN;
import static dev.lvsd.linux.RoutingUapi.RT_TABLE_UNSPEC;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_RTMSG;

import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Adds a route through an interface, in the place of an equal one, or removes it.
 *
 * <pre>
 *    0        1      2       3     4       5          6       7      8
 *    | family | dst# | src#  | tos | table | protocol | scope | type | flags | attributes
 *    | rtmsg                                                                 |
 * </pre>
 *
 * @see "linux/rtnetlink.h: struct rtmsg; net/ipv4/fib_frontend.c; net/ipv6/route.c"
 */
record RouteChange(
    boolean add, InetAddress destination, int prefixLength, int table, int type, int index)
    implements RouteRequest {

  /** Into the device, for one address. */
  static RouteChange toDevice(boolean add, InetAddress address, int index) {
    return new RouteChange(add, address, Inet.bits(address), RT_TABLE_MAIN, RTN_UNICAST, index);
  }

  /** Into the device, for all addresses of a family. */
  static RouteChange allToDevice(InetAddress any, int index) {
    return new RouteChange(true, any, 0, Marks.TABLE_DEVICE, RTN_UNICAST, index);
  }

  /** To the host itself, for what came out of the device. */
  static RouteChange toHost(boolean add, InetAddress address, int index) {
    return new RouteChange(add, address, Inet.bits(address), Marks.TABLE_HOST, RTN_LOCAL, index);
  }

  /** The route by which the host takes an address of its own before it looks at anything else. */
  static RouteChange withoutOwn(InetAddress address, int index) {
    return new RouteChange(false, address, Inet.bits(address), RT_TABLE_LOCAL, RTN_LOCAL, index);
  }

  @Override
  public int type() {
    return add ? RTM_NEWROUTE : RTM_DELROUTE;
  }

  @Override
  public int flags() {
    return add ? NLM_F_CREATE | NLM_F_REPLACE : 0;
  }

  @Override
  public int headerLength() {
    return SIZEOF_RTMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    int scope = type == RTN_LOCAL ? RT_SCOPE_HOST : RT_SCOPE_LINK;
    out.put(Inet.family(destination))
        .put((byte) prefixLength)
        .put((byte) 0)
        .put((byte) 0)
        .put((byte) RT_TABLE_UNSPEC)
        .put((byte) (table == RT_TABLE_LOCAL ? 0 : Marks.PROTOCOL))
        .put((byte) scope)
        .put((byte) type)
        .putInt(0);
  }

  @Override
  public void encode(AttributeWriter out) {
    if (prefixLength > 0) {
      out.bytes(RTA_DST, destination.getAddress());
    }
    out.u32(RTA_TABLE, table).u32(RTA_OIF, index);
  }

  @Override
  public String describe() {
    return "%s route %s/%d in table %d"
        .formatted(add ? "add" : "remove", destination.getHostAddress(), prefixLength, table);
  }
}
