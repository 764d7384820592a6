package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RouteUapi.IFF_UP;
import static dev.lvsd.linux.RouteUapi.SIZEOF_IFINFOMSG;
import static dev.lvsd.linux.RoutingUapi.IFLA_AF_SPEC;
import static dev.lvsd.linux.RoutingUapi.IFLA_INET6_ADDR_GEN_MODE;
import static dev.lvsd.linux.RoutingUapi.IFLA_INET_CONF;
import static dev.lvsd.linux.RoutingUapi.IFLA_MTU;
import static dev.lvsd.linux.RoutingUapi.IFLA_TXQLEN;
import static dev.lvsd.linux.RoutingUapi.IN6_ADDR_GEN_MODE_NONE;
import static dev.lvsd.linux.RoutingUapi.IPV4_DEVCONF_ACCEPT_LOCAL;
import static dev.lvsd.linux.RoutingUapi.IPV4_DEVCONF_FORWARDING;
import static dev.lvsd.linux.RoutingUapi.IPV4_DEVCONF_RP_FILTER;
import static dev.lvsd.linux.RoutingUapi.RTM_SETLINK;

import dev.lvsd.linux.SocketUapi;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;

/**
 * Makes the plane's device what it has to be. Settings for IPv4 go this way too, since their files
 * cannot be written in most containers.
 */
sealed interface LinkChange extends RouteRequest {
  @Override
  default int type() {
    return RTM_SETLINK;
  }

  @Override
  default int headerLength() {
    return SIZEOF_IFINFOMSG;
  }

  /** The interface. */
  int index();

  private static void header(ByteBuffer out, int index, int flags) {
    out.putInt(SocketUapi.AF_UNSPEC).putInt(index).putInt(flags).putInt(flags);
  }

  /**
   * Takes frames of any length, and is switched on.
   *
   * @param index the interface
   * @param mtu longest packet
   * @param queue how many frames wait for the plane
   */
  record Up(int index, int mtu, int queue) implements LinkChange {
    @Override
    public void encodeHeader(ByteBuffer out) {
      header(out, index, IFF_UP);
    }

    @Override
    public void encode(AttributeWriter out) {
      out.u32(IFLA_MTU, mtu).u32(IFLA_TXQLEN, queue);
    }

    @Override
    public String describe() {
      return "switch interface " + index + " on";
    }
  }

  /**
   * What it brings is forwarded, whether or not its source is the host's own or found elsewhere.
   *
   * @param index the interface
   */
  record Forwards(int index) implements LinkChange {
    private static final int LOOSELY = 2;

    @Override
    public void encodeHeader(ByteBuffer out) {
      header(out, index, 0);
    }

    @Override
    public void encode(AttributeWriter out) {
      out.nested(
          IFLA_AF_SPEC,
          families ->
              families.nested(
                  SocketUapi.AF_INET,
                  family ->
                      family.nested(
                          IFLA_INET_CONF,
                          settings ->
                              settings
                                  .u32(IPV4_DEVCONF_FORWARDING, 1)
                                  .u32(IPV4_DEVCONF_ACCEPT_LOCAL, 1)
                                  .u32(IPV4_DEVCONF_RP_FILTER, LOOSELY))));
    }

    @Override
    public String describe() {
      return "let interface " + index + " forward";
    }
  }

  /**
   * It says nothing of its own over IPv6.
   *
   * @param index the interface
   */
  record Silent(int index) implements LinkChange {
    @Override
    public void encodeHeader(ByteBuffer out) {
      header(out, index, 0);
    }

    @Override
    public void encode(AttributeWriter out) {
      out.nested(
          IFLA_AF_SPEC,
          families ->
              families.nested(
                  SocketUapi.AF_INET6,
                  family -> family.u8(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE)));
    }

    @Override
    public String describe() {
      return "give interface " + index + " no address of its own";
    }
  }
}
