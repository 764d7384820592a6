package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_ACTIVE_CONNS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_ADDR;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_ADDR_FAMILY;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_FWD_METHOD;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_INACT_CONNS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_L_THRESH;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_PERSIST_CONNS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_PORT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_STATS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_STATS64;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_TUN_FLAGS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_TUN_PORT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_TUN_TYPE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_U_THRESH;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DEST_ATTR_WEIGHT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_BYPASS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_DROUTE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_FWD_MASK;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_LOCALNODE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_MASQ;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_TUNNEL;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_TUNNEL_TYPE_GRE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_TUNNEL_TYPE_GUE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_CONN_F_TUNNEL_TYPE_IPIP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_TUNNEL_ENCAP_FLAG_CSUM;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_TUNNEL_ENCAP_FLAG_NOCSUM;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.Tunnel;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.NetlinkFormatException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Real servers as attributes.
 *
 * <p>The kernel replaces all settings at once: an encapsulation that is not sent is reset.
 * Forwarding methods and tunnel types that it stores without knowing them are read as {@code
 * UNKNOWN}; {@link #check} refuses to send those.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_genl_parse_dest, ip_vs_genl_fill_dest"
 */
final class ServerCodec {
  private ServerCodec() {}

  /** Writes what makes the server the same one inside its service. */
  static void writeKey(AttributeWriter out, ServerKey key) {
    int server = out.begin(IPVS_CMD_ATTR_DEST);
    address(out, key);
    family(out, key);
    out.end(server);
  }

  /** Writes identity and all settings. */
  static void writeSpec(AttributeWriter out, ServerSpec spec) {
    int server = out.begin(IPVS_CMD_ATTR_DEST);
    address(out, spec.key());
    out.u32(IPVS_DEST_ATTR_FWD_METHOD, method(spec.forwarding()))
        .s32(IPVS_DEST_ATTR_WEIGHT, spec.weight())
        .u32(IPVS_DEST_ATTR_U_THRESH, spec.upperThreshold())
        .u32(IPVS_DEST_ATTR_L_THRESH, spec.lowerThreshold());
    family(out, spec.key());
    // ipip is what the kernel takes without these attributes, also one that does not know them
    if (spec.tunnel().isPresent() && !spec.tunnel().get().equals(Tunnel.IPIP)) {
      Tunnel tunnel = spec.tunnel().get();
      out.u8(IPVS_DEST_ATTR_TUN_TYPE, type(tunnel.type()))
          .be16(IPVS_DEST_ATTR_TUN_PORT, tunnel.port())
          .u16(IPVS_DEST_ATTR_TUN_FLAGS, flags(tunnel.checksum()));
    }
    out.end(server);
  }

  /**
   * Reads the attributes of one answer.
   *
   * @param answer before the first attribute of the command
   * @param service family of the service, which kernels before 3.18 mean
   */
  static ServerStatus read(AttributeReader answer, AddressFamily service) {
    while (answer.next()) {
      if (answer.type() == IPVS_CMD_ATTR_DEST) {
        return new Fields(answer.nested()).status(service);
      }
    }
    throw new NetlinkFormatException(0, "an answer without a server");
  }

  /**
   * Looks for settings that stock kernels have no number for.
   *
   * @return what is wrong with the settings; empty if they can be sent
   */
  static Optional<String> check(ServerSpec spec) {
    if (spec.forwarding() == ForwardingMethod.FULLNAT) {
      return Optional.of(
          "the kernel has no forwarding method fullnat; use nat, or the Java data plane");
    }
    if (spec.forwarding() == ForwardingMethod.UNKNOWN) {
      return Optional.of(
          "the forwarding method is not known, so it cannot be set; use another one");
    }
    if (spec.tunnel().map(Tunnel::type).filter(Tunnel.Type.UNKNOWN::equals).isPresent()) {
      return Optional.of("the tunnel type is not known, so it cannot be set; use ipip, gue or gre");
    }
    return Optional.empty();
  }

  private static void address(AttributeWriter out, ServerKey key) {
    out.bytes(IPVS_DEST_ATTR_ADDR, WireAddress.bytes(key.address()))
        .be16(IPVS_DEST_ATTR_PORT, key.port());
  }

  private static void family(AttributeWriter out, ServerKey key) {
    out.u16(IPVS_DEST_ATTR_ADDR_FAMILY, WireAddress.family(key.family()));
  }

  private static int method(ForwardingMethod method) {
    return switch (method) {
      case NAT -> IP_VS_CONN_F_MASQ;
      case LOCAL -> IP_VS_CONN_F_LOCALNODE;
      case TUNNEL -> IP_VS_CONN_F_TUNNEL;
      case DR -> IP_VS_CONN_F_DROUTE;
      case BYPASS -> IP_VS_CONN_F_BYPASS;
      case FULLNAT, UNKNOWN ->
          throw new IllegalArgumentException("no number for forwarding method " + method.text());
    };
  }

  private static ForwardingMethod method(long number) {
    return switch ((int) number & IP_VS_CONN_F_FWD_MASK) {
      case IP_VS_CONN_F_MASQ -> ForwardingMethod.NAT;
      case IP_VS_CONN_F_LOCALNODE -> ForwardingMethod.LOCAL;
      case IP_VS_CONN_F_TUNNEL -> ForwardingMethod.TUNNEL;
      case IP_VS_CONN_F_DROUTE -> ForwardingMethod.DR;
      case IP_VS_CONN_F_BYPASS -> ForwardingMethod.BYPASS;
      default -> ForwardingMethod.UNKNOWN;
    };
  }

  private static int type(Tunnel.Type type) {
    return switch (type) {
      case IPIP -> IP_VS_CONN_F_TUNNEL_TYPE_IPIP;
      case GUE -> IP_VS_CONN_F_TUNNEL_TYPE_GUE;
      case GRE -> IP_VS_CONN_F_TUNNEL_TYPE_GRE;
      case UNKNOWN -> throw new IllegalArgumentException("no number for an unknown tunnel type");
    };
  }

  private static Tunnel.Type type(int number) {
    return switch (number) {
      case IP_VS_CONN_F_TUNNEL_TYPE_IPIP -> Tunnel.Type.IPIP;
      case IP_VS_CONN_F_TUNNEL_TYPE_GUE -> Tunnel.Type.GUE;
      case IP_VS_CONN_F_TUNNEL_TYPE_GRE -> Tunnel.Type.GRE;
      default -> Tunnel.Type.UNKNOWN;
    };
  }

  private static int flags(Tunnel.Checksum checksum) {
    return switch (checksum) {
      case NONE -> IP_VS_TUNNEL_ENCAP_FLAG_NOCSUM;
      case FULL -> IP_VS_TUNNEL_ENCAP_FLAG_CSUM;
      case REMOTE -> IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM;
    };
  }

  private static Tunnel.Checksum checksum(int flags) {
    if ((flags & IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM) != 0) {
      return Tunnel.Checksum.REMOTE; // with both bits the kernel's encapsulation does this one
    }
    return (flags & IP_VS_TUNNEL_ENCAP_FLAG_CSUM) != 0
        ? Tunnel.Checksum.FULL
        : Tunnel.Checksum.NONE;
  }

  /** What was found so far of one server; the order of attributes is the kernel's affair. */
  private static final class Fields {
    private int family;
    private byte @Nullable [] address;
    private int port;
    private long method;
    private int weight;
    private long upperThreshold;
    private long lowerThreshold;
    private int tunnelType;
    private int tunnelPort;
    private int tunnelFlags;
    private long active;
    private long inactive;
    private long persistent;
    private @Nullable AttributeReader narrow;
    private @Nullable AttributeReader wide;

    Fields(AttributeReader in) {
      while (in.next()) {
        take(in);
      }
    }

    private void take(AttributeReader in) {
      switch (in.type()) {
        case IPVS_DEST_ATTR_ADDR -> address = in.bytes();
        case IPVS_DEST_ATTR_PORT -> port = in.be16();
        case IPVS_DEST_ATTR_FWD_METHOD -> method = in.u32();
        case IPVS_DEST_ATTR_WEIGHT -> weight = in.s32();
        case IPVS_DEST_ATTR_U_THRESH -> upperThreshold = in.u32();
        case IPVS_DEST_ATTR_L_THRESH -> lowerThreshold = in.u32();
        case IPVS_DEST_ATTR_ACTIVE_CONNS -> active = in.u32();
        case IPVS_DEST_ATTR_INACT_CONNS -> inactive = in.u32();
        case IPVS_DEST_ATTR_PERSIST_CONNS -> persistent = in.u32();
        case IPVS_DEST_ATTR_ADDR_FAMILY -> family = in.u16();
        case IPVS_DEST_ATTR_TUN_TYPE -> tunnelType = in.u8();
        case IPVS_DEST_ATTR_TUN_PORT -> tunnelPort = in.be16();
        case IPVS_DEST_ATTR_TUN_FLAGS -> tunnelFlags = in.u16();
        case IPVS_DEST_ATTR_STATS -> narrow = in.nested();
        case IPVS_DEST_ATTR_STATS64 -> wide = in.nested();
        default -> {} // a newer kernel may say more
      }
    }

    ServerStatus status(AddressFamily service) {
      byte[] bytes = address;
      if (bytes == null) {
        throw new NetlinkFormatException(0, "a server without address");
      }
      AddressFamily kind = family == 0 ? service : WireAddress.family(family);
      try {
        ServerSpec spec = spec(new ServerKey(WireAddress.read(kind, bytes), port));
        return new ServerStatus(
            spec, active, inactive, persistent, StatisticsCodec.read(narrow, wide));
      } catch (IllegalArgumentException e) {
        throw new NetlinkFormatException(0, "a server that cannot be: " + e.getMessage());
      }
    }

    private ServerSpec spec(ServerKey key) {
      ForwardingMethod forwarding = method(method);
      return new ServerSpec(
          key,
          forwarding,
          forwarding == ForwardingMethod.TUNNEL ? Optional.of(tunnel()) : Optional.empty(),
          weight,
          upperThreshold,
          lowerThreshold);
    }

    private Tunnel tunnel() {
      return new Tunnel(type(tunnelType), tunnelPort, checksum(tunnelFlags));
    }
  }
}
