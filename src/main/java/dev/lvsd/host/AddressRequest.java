package dev.lvsd.host;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_CREATE;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_EXCL;
import static dev.lvsd.linux.RouteUapi.IFA_ADDRESS;
import static dev.lvsd.linux.RouteUapi.IFA_CACHEINFO;
import static dev.lvsd.linux.RouteUapi.IFA_FLAGS;
import static dev.lvsd.linux.RouteUapi.IFA_F_NODAD;
import static dev.lvsd.linux.RouteUapi.IFA_F_NOPREFIXROUTE;
import static dev.lvsd.linux.RouteUapi.IFA_LOCAL;
import static dev.lvsd.linux.RouteUapi.RTM_DELADDR;
import static dev.lvsd.linux.RouteUapi.RTM_GETADDR;
import static dev.lvsd.linux.RouteUapi.RTM_NEWADDR;
import static dev.lvsd.linux.RouteUapi.RT_SCOPE_UNIVERSE;
import static dev.lvsd.linux.RouteUapi.SIZEOF_IFADDRMSG;
import static dev.lvsd.linux.RouteUapi.SIZEOF_IFA_CACHEINFO;
import static dev.lvsd.linux.SocketUapi.AF_INET;
import static dev.lvsd.linux.SocketUapi.AF_INET6;
import static dev.lvsd.linux.SocketUapi.AF_UNSPEC;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Asks for addresses and changes them.
 *
 * <pre>
 *    0        1        2       3       4
 *    | family | prefix | flags | scope | interface | attributes
 *    | ifaddrmsg                                   |
 * </pre>
 *
 * @see "linux/if_addr.h: struct ifaddrmsg; net/ipv4/devinet.c; net/ipv6/addrconf.c"
 */
sealed interface AddressRequest extends RouteRequest {
  @Override
  default int headerLength() {
    return SIZEOF_IFADDRMSG;
  }

  /** All addresses of all interfaces. */
  record All() implements AddressRequest {
    @Override
    public int type() {
      return RTM_GETADDR;
    }

    @Override
    public void encodeHeader(ByteBuffer out) {
      out.put((byte) AF_UNSPEC).put((byte) 0).putShort((short) 0).putInt(0);
    }

    @Override
    public void encode(AttributeWriter out) {
      // nothing but the header
    }

    @Override
    public String describe() {
      return "list addresses";
    }
  }

  /**
   * Adds an address that is not there yet. Of IPv6 the director itself does not choose it as a
   * source, does not look whether somebody else has it, and adds no route for it; of IPv4 all that
   * comes with /32.
   */
  record Add(InterfaceAddress address, int index) implements AddressRequest {
    private static final int FOR_EVER = -1;

    @Override
    public int type() {
      return RTM_NEWADDR;
    }

    @Override
    public int flags() {
      return NLM_F_CREATE | NLM_F_EXCL;
    }

    @Override
    public void encodeHeader(ByteBuffer out) {
      header(out, address, index);
    }

    @Override
    public void encode(AttributeWriter out) {
      identity(out, address);
      if (isIpv6(address)) {
        out.u32(IFA_FLAGS, IFA_F_NODAD | IFA_F_NOPREFIXROUTE);
        out.bytes(IFA_CACHEINFO, neverPreferred());
      }
    }

    /** struct ifa_cacheinfo: preferred for no time, valid for ever. */
    private static byte[] neverPreferred() {
      return ByteBuffer.allocate(SIZEOF_IFA_CACHEINFO)
          .order(ByteOrder.nativeOrder())
          .putInt(0, 0)
          .putInt(4, FOR_EVER)
          .array();
    }

    @Override
    public String describe() {
      return new HostCommand.AddAddress(address).describe();
    }
  }

  /** Removes an address. */
  record Remove(InterfaceAddress address, int index) implements AddressRequest {
    @Override
    public int type() {
      return RTM_DELADDR;
    }

    @Override
    public void encodeHeader(ByteBuffer out) {
      header(out, address, index);
    }

    @Override
    public void encode(AttributeWriter out) {
      identity(out, address);
    }

    @Override
    public String describe() {
      return new HostCommand.RemoveAddress(address).describe();
    }
  }

  /**
   * An address that an interface has.
   *
   * @param index the kernel's number of the interface
   * @param address without a zone
   * @param prefixLength in bits
   */
  record Found(int index, InetAddress address, int prefixLength) {}

  /** One address; empty for one of a family other than IP. */
  static Optional<Found> decode(ByteBuffer header, AttributeReader attributes) {
    int length =
        switch (header.get(0) & 0xff) {
          case AF_INET -> 4;
          case AF_INET6 -> 16;
          default -> 0;
        };
    byte[] own = {};
    while (attributes.next()) {
      // an address with another end has both, and its own is the local one
      int type = attributes.type();
      if (type == IFA_LOCAL || (type == IFA_ADDRESS && own.length == 0)) {
        own = attributes.bytes();
      }
    }
    if (length == 0 || own.length != length) {
      return Optional.empty();
    }
    return Optional.of(new Found(header.getInt(4), inet(own), header.get(1) & 0xff));
  }

  private static void header(ByteBuffer out, InterfaceAddress address, int index) {
    out.put((byte) (isIpv6(address) ? AF_INET6 : AF_INET))
        .put((byte) address.prefixLength())
        .put((byte) 0)
        .put((byte) RT_SCOPE_UNIVERSE)
        .putInt(index);
  }

  private static void identity(AttributeWriter out, InterfaceAddress address) {
    byte[] bytes = address.address().getAddress();
    out.bytes(IFA_LOCAL, bytes).bytes(IFA_ADDRESS, bytes);
  }

  private static boolean isIpv6(InterfaceAddress address) {
    return AddressFamily.of(address.address()) == AddressFamily.IPV6;
  }

  /** An IPv6 address stays one even if it has an IPv4 address inside. */
  static InetAddress inet(byte[] bytes) {
    try {
      return bytes.length == 4
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are always an address", e);
    }
  }
}
