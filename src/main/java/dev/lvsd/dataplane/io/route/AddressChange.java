package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_CREATE;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REPLACE;
import static dev.lvsd.linux.RouteUapi.IFA_LOCAL;
import static dev.lvsd.linux.RouteUapi.RTM_DELADDR;
import static dev.lvsd.linux.RouteUapi.RTM_NEWADDR;
import static dev.lvsd.linux.RouteUapi.SIZEOF_IFADDRMSG;
import static dev.lvsd.linux.RoutingUapi.RT_SCOPE_HOST;

import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Gives an interface an address that the host does not choose as a source by itself, or takes it
 * away.
 */
record AddressChange(boolean add, InetAddress address, int index) implements RouteRequest {
  @Override
  public int type() {
    return add ? RTM_NEWADDR : RTM_DELADDR;
  }

  @Override
  public int flags() {
    return add ? NLM_F_CREATE | NLM_F_REPLACE : 0;
  }

  @Override
  public int headerLength() {
    return SIZEOF_IFADDRMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put(Inet.family(address))
        .put((byte) Inet.bits(address))
        .put((byte) 0)
        .put((byte) RT_SCOPE_HOST)
        .putInt(index);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.bytes(IFA_LOCAL, address.getAddress());
  }

  @Override
  public String describe() {
    return (add ? "add " : "remove ") + address.getHostAddress() + " on interface " + index;
  }
}
