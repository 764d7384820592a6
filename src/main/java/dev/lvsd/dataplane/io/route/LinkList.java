package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RouteUapi.ARPHRD_ETHER;
import static dev.lvsd.linux.RouteUapi.IFLA_ADDRESS;
import static dev.lvsd.linux.RouteUapi.IFLA_EXT_MASK;
import static dev.lvsd.linux.RouteUapi.IFLA_IFNAME;
import static dev.lvsd.linux.RouteUapi.RTEXT_FILTER_SKIP_STATS;
import static dev.lvsd.linux.RouteUapi.RTM_GETLINK;
import static dev.lvsd.linux.RouteUapi.SIZEOF_IFINFOMSG;
import static dev.lvsd.linux.RoutingUapi.IFLA_MTU;

import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;

/** Asks for all interfaces. */
record LinkList() implements RouteRequest {
  @Override
  public int type() {
    return RTM_GETLINK;
  }

  @Override
  public int headerLength() {
    return SIZEOF_IFINFOMSG;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.putLong(0).putLong(0);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  }

  @Override
  public String describe() {
    return "list interfaces";
  }

  /**
   * An interface.
   *
   * @param index the kernel's number
   * @param name 1 to 15 characters
   * @param mtu longest packet
   * @param mac its hardware address, or {@link Inet#NO_MAC} if it is no Ethernet interface
   */
  record Found(int index, String name, int mtu, long mac) {}

  /** One interface. */
  static Found decode(ByteBuffer header, AttributeReader attributes) {
    boolean ethernet = (header.getShort(2) & 0xffff) == ARPHRD_ETHER;
    String name = "";
    int mtu = 0;
    long mac = Inet.NO_MAC;
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_IFNAME -> name = attributes.string();
        case IFLA_MTU -> mtu = (int) attributes.u32();
        case IFLA_ADDRESS -> {
          if (ethernet) {
            mac = Inet.mac(attributes.bytes());
          }
        }
        default -> {}
      }
    }
    return new Found(header.getInt(4), name, mtu, mac);
  }
}
