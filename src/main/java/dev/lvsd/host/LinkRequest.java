package dev.lvsd.host;

import static dev.lvsd.linux.RouteUapi.ARPHRD_ETHER;
import static dev.lvsd.linux.RouteUapi.IFLA_ADDRESS;
import static dev.lvsd.linux.RouteUapi.IFLA_EXT_MASK;
import static dev.lvsd.linux.RouteUapi.IFLA_IFNAME;
import static dev.lvsd.linux.RouteUapi.RTEXT_FILTER_SKIP_STATS;
import static dev.lvsd.linux.RouteUapi.RTM_GETLINK;
import static dev.lvsd.linux.RouteUapi.SIZEOF_IFINFOMSG;

import dev.lvsd.model.MacAddress;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks for all interfaces.
 *
 * @see "linux/rtnetlink.h: struct ifinfomsg"
 */
record LinkRequest() implements RouteRequest {
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

  /** One interface. */
  static Link decode(ByteBuffer header, AttributeReader attributes) {
    int type = header.getShort(2) & 0xffff;
    String name = "";
    Optional<MacAddress> mac = Optional.empty();
    while (attributes.next()) {
      if (attributes.type() == IFLA_IFNAME) {
        name = attributes.string();
      } else if (attributes.type() == IFLA_ADDRESS
          && type == ARPHRD_ETHER
          && attributes.length() == MacAddress.BYTES) {
        mac = Optional.of(MacAddress.of(attributes.bytes()));
      }
    }
    return new Link(header.getInt(4), name, header.getInt(8), mac);
  }
}
