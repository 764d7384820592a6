package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_MCAST_GROUP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_MCAST_GROUP6;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_MCAST_IFN;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_MCAST_PORT;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_MCAST_TTL;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_STATE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_SYNC_ID;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_DAEMON_ATTR_SYNC_MAXLEN;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_STATE_BACKUP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IP_VS_STATE_MASTER;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.NetlinkFormatException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sync daemons as attributes. Other than everywhere else in this family, the port is in host byte
 * order. Settings that are left to the kernel are not sent, so that kernels before 4.3, which do
 * not know them, are asked for nothing new.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_genl_new_daemon, ip_vs_genl_fill_daemon"
 */
final class SyncDaemonCodec {
  private static final int MAX_SYNC_ID = 0xff;

  private SyncDaemonCodec() {}

  /** Writes a role, which is all that stopping needs. */
  static void writeRole(AttributeWriter out, SyncDaemon.Role role) {
    int daemon = out.begin(IPVS_CMD_ATTR_DAEMON);
    out.u32(IPVS_DAEMON_ATTR_STATE, state(role));
    out.end(daemon);
  }

  /** Writes all settings. */
  static void write(AttributeWriter out, SyncDaemon wanted) {
    int daemon = out.begin(IPVS_CMD_ATTR_DAEMON);
    out.u32(IPVS_DAEMON_ATTR_STATE, state(wanted.role()))
        .string(IPVS_DAEMON_ATTR_MCAST_IFN, wanted.multicastInterface())
        .u32(IPVS_DAEMON_ATTR_SYNC_ID, wanted.syncId());
    if (wanted.maxLength() != 0) {
      out.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, wanted.maxLength());
    }
    wanted.group().ifPresent(group -> group(out, group));
    if (wanted.port() != 0) {
      out.u16(IPVS_DAEMON_ATTR_MCAST_PORT, wanted.port());
    }
    if (wanted.ttl() != 0) {
      out.u8(IPVS_DAEMON_ATTR_MCAST_TTL, wanted.ttl());
    }
    out.end(daemon);
  }

  /**
   * Reads the attributes of one answer.
   *
   * @param answer before the first attribute of the command
   */
  static SyncDaemon read(AttributeReader answer) {
    while (answer.next()) {
      if (answer.type() == IPVS_CMD_ATTR_DAEMON) {
        return new Fields(answer.nested()).daemon();
      }
    }
    throw new NetlinkFormatException(0, "an answer without a sync daemon");
  }

  private static int state(SyncDaemon.Role role) {
    return role == SyncDaemon.Role.MASTER ? IP_VS_STATE_MASTER : IP_VS_STATE_BACKUP;
  }

  private static void group(AttributeWriter out, InetAddress group) {
    if (AddressFamily.of(group) == AddressFamily.IPV4) {
      out.bytes(IPVS_DAEMON_ATTR_MCAST_GROUP, group.getAddress());
    } else {
      out.bytes(IPVS_DAEMON_ATTR_MCAST_GROUP6, group.getAddress());
    }
  }

  /** What was found so far of one daemon. */
  private static final class Fields {
    private long state;
    private String multicastInterface = "";
    private long syncId;
    private int maxLength;
    private @Nullable InetAddress group;
    private int port;
    private int ttl;

    Fields(AttributeReader in) {
      while (in.next()) {
        switch (in.type()) {
          case IPVS_DAEMON_ATTR_STATE -> state = in.u32();
          case IPVS_DAEMON_ATTR_MCAST_IFN -> multicastInterface = in.string();
          case IPVS_DAEMON_ATTR_SYNC_ID -> syncId = in.u32();
          case IPVS_DAEMON_ATTR_SYNC_MAXLEN -> maxLength = in.u16();
          case IPVS_DAEMON_ATTR_MCAST_GROUP -> group = RawAddresses.ipv4(in.be32());
          case IPVS_DAEMON_ATTR_MCAST_GROUP6 ->
              group = WireAddress.read(AddressFamily.IPV6, in.bytes());
          case IPVS_DAEMON_ATTR_MCAST_PORT -> port = in.u16();
          case IPVS_DAEMON_ATTR_MCAST_TTL -> ttl = in.u8();
          default -> {} // a newer kernel may say more
        }
      }
    }

    SyncDaemon daemon() {
      try {
        return new SyncDaemon(
            state == IP_VS_STATE_MASTER ? SyncDaemon.Role.MASTER : SyncDaemon.Role.BACKUP,
            multicastInterface,
            // the kernel stores 32 bits, and only the lowest eight of them mean anything
            (int) (syncId & MAX_SYNC_ID),
            maxLength,
            Optional.ofNullable(group),
            port,
            ttl);
      } catch (IllegalArgumentException e) {
        throw new NetlinkFormatException(0, "a sync daemon that cannot be: " + e.getMessage());
      }
    }
  }
}
