package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_TIMEOUT_TCP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_TIMEOUT_TCP_FIN;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_ATTR_TIMEOUT_UDP;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_CONFIG;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_DAEMON;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_DEST;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_INFO;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_CMD_GET_SERVICE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_INFO_ATTR_CONN_TAB_SIZE;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_INFO_ATTR_VERSION;

import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import java.util.Optional;

/**
 * A request that asks.
 *
 * @param <T> what one answer is
 */
non-sealed interface ReadRequest<T> extends IpvsRequest {
  /** Reads one answer; a dump has any number of them. */
  T decode(AttributeReader answer);

  @Override
  default void encode(AttributeWriter out) {}

  /** IPVS_CMD_GET_SERVICE for one service; ESRCH if there is none. */
  record GetService(ServiceKey service) implements ReadRequest<Optional<ServiceStatus>> {
    @Override
    public int command() {
      return IPVS_CMD_GET_SERVICE;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, service);
    }

    @Override
    public Optional<ServiceStatus> decode(AttributeReader answer) {
      return ServiceCodec.read(answer);
    }

    @Override
    public String describe() {
      return "read service " + service;
    }
  }

  /** IPVS_CMD_GET_SERVICE as a dump: every service. */
  record DumpServices() implements ReadRequest<Optional<ServiceStatus>> {
    @Override
    public int command() {
      return IPVS_CMD_GET_SERVICE;
    }

    @Override
    public Optional<ServiceStatus> decode(AttributeReader answer) {
      return ServiceCodec.read(answer);
    }

    @Override
    public String describe() {
      return "list services";
    }
  }

  /** IPVS_CMD_GET_DEST, a dump; it is empty also if there is no such service. */
  record DumpServers(ServiceKey service) implements ReadRequest<ServerStatus> {
    @Override
    public int command() {
      return IPVS_CMD_GET_DEST;
    }

    @Override
    public void encode(AttributeWriter out) {
      ServiceCodec.writeKey(out, service);
    }

    @Override
    public ServerStatus decode(AttributeReader answer) {
      return ServerCodec.read(answer, service.family());
    }

    @Override
    public String describe() {
      return "list servers of " + service;
    }
  }

  /** IPVS_CMD_GET_DAEMON, a dump of the roles that run, master first. */
  record DumpDaemons() implements ReadRequest<SyncDaemon> {
    @Override
    public int command() {
      return IPVS_CMD_GET_DAEMON;
    }

    @Override
    public SyncDaemon decode(AttributeReader answer) {
      return SyncDaemonCodec.read(answer);
    }

    @Override
    public String describe() {
      return "list sync daemons";
    }
  }

  /** IPVS_CMD_GET_CONFIG. */
  record GetConfig() implements ReadRequest<Timeouts> {
    @Override
    public int command() {
      return IPVS_CMD_GET_CONFIG;
    }

    @Override
    public Timeouts decode(AttributeReader answer) {
      int tcp = 0;
      int tcpFin = 0;
      int udp = 0;
      while (answer.next()) {
        switch (answer.type()) {
          case IPVS_CMD_ATTR_TIMEOUT_TCP -> tcp = answer.s32();
          case IPVS_CMD_ATTR_TIMEOUT_TCP_FIN -> tcpFin = answer.s32();
          case IPVS_CMD_ATTR_TIMEOUT_UDP -> udp = answer.s32();
          default -> {} // a newer kernel may say more
        }
      }
      return new Timeouts(tcp, tcpFin, udp);
    }

    @Override
    public String describe() {
      return "read time-outs";
    }
  }

  /** IPVS_CMD_GET_INFO. */
  record GetInfo() implements ReadRequest<DataPlaneInfo> {
    @Override
    public int command() {
      return IPVS_CMD_GET_INFO;
    }

    @Override
    public DataPlaneInfo decode(AttributeReader answer) {
      int version = 0;
      long size = 0;
      while (answer.next()) {
        switch (answer.type()) {
          case IPVS_INFO_ATTR_VERSION -> version = answer.s32();
          case IPVS_INFO_ATTR_CONN_TAB_SIZE -> size = answer.u32();
          default -> {} // a newer kernel may say more
        }
      }
      return new DataPlaneInfo(version, size);
    }

    @Override
    public String describe() {
      return "read version and table size";
    }
  }
}
