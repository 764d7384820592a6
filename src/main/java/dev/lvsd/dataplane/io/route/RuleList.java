package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RoutingUapi.FRA_IIFNAME;
import static dev.lvsd.linux.RoutingUapi.FRA_PRIORITY;
import static dev.lvsd.linux.RoutingUapi.FRA_PROTOCOL;
import static dev.lvsd.linux.RoutingUapi.FRA_SRC;
import static dev.lvsd.linux.RoutingUapi.RTM_GETRULE;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_FIB_RULE_HDR;

import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks for all rules of a family. */
record RuleList(int family) implements RouteRequest {
  @Override
  public int type() {
    return RTM_GETRULE;
  }

  @Override
  public int headerLength() {
    return SIZEOF_FIB_RULE_HDR;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put((byte) family).put((byte) 0).putShort((short) 0).putLong(0);
  }

  @Override
  public void encode(AttributeWriter out) {
    // nothing but the header
  }

  @Override
  public String describe() {
    return "list rules";
  }

  /** One rule; empty if it is not the plane's. */
  static Optional<Rule> decode(ByteBuffer header, AttributeReader attributes) {
    int priority = 0;
    int protocol = 0;
    String from = "";
    Optional<InetAddress> source = Optional.empty();
    while (attributes.next()) {
      switch (attributes.type()) {
        case FRA_PRIORITY -> priority = (int) attributes.u32();
        case FRA_PROTOCOL -> protocol = attributes.u8();
        case FRA_IIFNAME -> from = attributes.string();
        case FRA_SRC -> source = Optional.of(Inet.address(attributes.bytes()));
        default -> {}
      }
    }
    return protocol == Marks.PROTOCOL
        ? Optional.of(new Rule(header.get(0) & 0xff, priority, from, source))
        : Optional.empty();
  }
}
