package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RoutingUapi.NETCONFA_FORWARDING;
import static dev.lvsd.linux.RoutingUapi.NETCONFA_IFINDEX;
import static dev.lvsd.linux.RoutingUapi.RTM_GETNETCONF;

import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;

/**
 * Asks whether the host forwards what comes in by an interface.
 *
 * @see "linux/netconf.h: struct netconfmsg"
 */
record ForwardingQuestion(int family, int index) implements RouteRequest {
  /** Of IPv6 it is one setting for all interfaces that counts. */
  static final int ALL_INTERFACES = -1;

  /** struct netconfmsg with its padding. */
  private static final int HEADER = 4;

  @Override
  public int type() {
    return RTM_GETNETCONF;
  }

  @Override
  public int headerLength() {
    return HEADER;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    out.put((byte) family).put((byte) 0).putShort((short) 0);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.s32(NETCONFA_IFINDEX, index);
  }

  @Override
  public String describe() {
    return "ask whether interface " + index + " forwards";
  }

  /** The only answer. */
  static boolean decode(ByteBuffer header, AttributeReader attributes) {
    boolean forwards = false;
    while (attributes.next()) {
      if (attributes.type() == NETCONFA_FORWARDING) {
        forwards = attributes.s32() != 0;
      }
    }
    return forwards;
  }
}
