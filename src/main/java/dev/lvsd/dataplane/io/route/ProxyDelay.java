package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RoutingUapi.NDTA_NAME;
import static dev.lvsd.linux.RoutingUapi.NDTA_PARMS;
import static dev.lvsd.linux.RoutingUapi.NDTPA_IFINDEX;
import static dev.lvsd.linux.RoutingUapi.NDTPA_PROXY_DELAY;
import static dev.lvsd.linux.RoutingUapi.RTM_SETNEIGHTBL;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_NDTMSG;

import dev.lvsd.linux.SocketUapi;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;

/**
 * How long the host lets whoever asks for an address that it answers for wait, on one interface: at
 * random up to the delay, 0.8 s unless it is set.
 *
 * @see "net/ipv4/arp.c: arp_process(); net/ipv6/ndisc.c: ndisc_recv_ns()"
 */
record ProxyDelay(int family, int index, long ms) implements RouteRequest {
  @Override
  public int type() {
    return RTM_SETNEIGHTBL;
  }

  @Override
  public int headerLength() {
    return SIZEOF_NDTMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put((byte) family).put((byte) 0).putShort((short) 0);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.string(NDTA_NAME, family == SocketUapi.AF_INET ? "arp_cache" : "ndisc_cache");
    out.nested(
        NDTA_PARMS, parameters -> parameters.u32(NDTPA_IFINDEX, index).u64(NDTPA_PROXY_DELAY, ms));
  }

  @Override
  public String describe() {
    return "let interface " + index + " answer for others at once";
  }
}
