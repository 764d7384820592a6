package dev.lvsd.host;

import static dev.lvsd.linux.RoutingUapi.NDA_DST;
import static dev.lvsd.linux.RoutingUapi.NDA_LLADDR;
import static dev.lvsd.linux.RoutingUapi.NUD_FAILED;
import static dev.lvsd.linux.RoutingUapi.NUD_INCOMPLETE;
import static dev.lvsd.linux.RoutingUapi.NUD_NOARP;
import static dev.lvsd.linux.RoutingUapi.RTM_GETNEIGH;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_NDMSG;
import static dev.lvsd.linux.SocketUapi.AF_INET;
import static dev.lvsd.linux.SocketUapi.AF_INET6;

import dev.lvsd.model.MacAddress;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Asks for all neighbours.
 *
 * <pre>
 *    0        1             4           8       10      11     12
 *    | family | padding     | interface | state | flags | type | attributes
 *    | ndmsg                                                   |
 * </pre>
 *
 * @see "linux/neighbour.h: struct ndmsg; net/core/neighbour.c"
 */
record NeighbourRequest() implements RouteRequest {
  private static final int NOBODY = NUD_INCOMPLETE | NUD_FAILED | NUD_NOARP;

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
    out.putLong(0).putInt(0);
  }

  @Override
  public void encode(AttributeWriter out) {
    // nothing but the header
  }

  @Override
  public String describe() {
    return "list neighbours";
  }

  /** One neighbour; empty for one that has not answered, or is not on an Ethernet. */
  static Optional<Neighbour> decode(ByteBuffer header, AttributeReader attributes) {
    int length =
        switch (header.get(0) & 0xff) {
          case AF_INET -> 4;
          case AF_INET6 -> 16;
          default -> 0;
        };
    byte[] address = {};
    byte[] mac = {};
    while (attributes.next()) {
      if (attributes.type() == NDA_DST) {
        address = attributes.bytes();
      } else if (attributes.type() == NDA_LLADDR) {
        mac = attributes.bytes();
      }
    }
    boolean answered = (header.getShort(8) & NOBODY) == 0 && mac.length == MacAddress.BYTES;
    return answered && length > 0 && address.length == length
        ? Optional.of(
            new Neighbour(header.getInt(4), AddressRequest.inet(address), MacAddress.of(mac)))
        : Optional.empty();
  }
}
