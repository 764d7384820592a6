package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RoutingUapi.RTAX_MTU;
import static dev.lvsd.linux.RoutingUapi.RTA_DST;
import static dev.lvsd.linux.RoutingUapi.RTA_GATEWAY;
import static dev.lvsd.linux.RoutingUapi.RTA_METRICS;
import static dev.lvsd.linux.RoutingUapi.RTA_OIF;
import static dev.lvsd.linux.RoutingUapi.RTA_PREFSRC;
import static dev.lvsd.linux.RoutingUapi.RTA_VIA;
import static dev.lvsd.linux.RoutingUapi.RTM_GETROUTE;
import static dev.lvsd.linux.RoutingUapi.RTN_LOCAL;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_RTMSG;

import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Asks which way the host would send a packet to an address.
 *
 * @param destination the address
 */
record RouteQuestion(InetAddress destination) implements RouteRequest {
  private static final int SIZEOF_FAMILY = 2;

  @Override
  public int type() {
    return RTM_GETROUTE;
  }

  @Override
  public int headerLength() {
    return SIZEOF_RTMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put(Inet.family(destination))
        .put((byte) Inet.bits(destination))
        .putShort((short) 0)
        .putLong(0);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.bytes(RTA_DST, destination.getAddress());
  }

  @Override
  public String describe() {
    return "ask for the route to " + destination.getHostAddress();
  }

  /**
   * The host's answer.
   *
   * @param local whether the address is the host's own
   * @param index the interface
   * @param gateway the next hop; null if the address itself is on the link
   * @param source the host's address on the way; null if it has none
   * @param mtu longest packet, 0 if that of the interface counts
   */
  record Answer(
      boolean local,
      int index,
      @Nullable InetAddress gateway,
      @Nullable InetAddress source,
      int mtu) {}

  /** The only answer. */
  static Answer decode(ByteBuffer header, AttributeReader attributes) {
    int index = 0;
    int mtu = 0;
    @Nullable InetAddress gateway = null;
    @Nullable InetAddress source = null;
    while (attributes.next()) {
      switch (attributes.type()) {
        case RTA_OIF -> index = (int) attributes.u32();
        case RTA_GATEWAY -> gateway = Inet.address(attributes.bytes());
        case RTA_VIA -> {
          byte[] via = attributes.bytes();
          gateway = Inet.address(Arrays.copyOfRange(via, SIZEOF_FAMILY, via.length));
        }
        case RTA_PREFSRC -> source = Inet.address(attributes.bytes());
        case RTA_METRICS -> mtu = mtu(attributes.nested());
        default -> {}
      }
    }
    return new Answer((header.get(7) & 0xff) == RTN_LOCAL, index, gateway, source, mtu);
  }

  private static int mtu(AttributeReader metrics) {
    int mtu = 0;
    while (metrics.next()) {
      if (metrics.type() == RTAX_MTU) {
        mtu = (int) metrics.u32();
      }
    }
    return mtu;
  }
}
