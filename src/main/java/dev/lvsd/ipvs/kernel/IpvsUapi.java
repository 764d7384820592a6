package dev.lvsd.ipvs.kernel;

/**
 * The numbers of the kernel's IPVS interface, under the names of {@code linux/ip_vs.h}. {@code
 * UapiTest} compares them with {@code native-headers/lvsd_ipvs.h}, and {@code native-headers/check}
 * compares that with the system's header.
 */
final class IpvsUapi {
  // The family.
  static final String IPVS_GENL_NAME = "IPVS";
  static final int IPVS_GENL_VERSION = 1;

  // Commands. Replies to a GET carry the number of the NEW or SET of the same kind.
  static final int IPVS_CMD_NEW_SERVICE = 1;
  static final int IPVS_CMD_SET_SERVICE = 2;
  static final int IPVS_CMD_DEL_SERVICE = 3;
  static final int IPVS_CMD_GET_SERVICE = 4;
  static final int IPVS_CMD_NEW_DEST = 5;
  static final int IPVS_CMD_SET_DEST = 6;
  static final int IPVS_CMD_DEL_DEST = 7;
  static final int IPVS_CMD_GET_DEST = 8;
  static final int IPVS_CMD_NEW_DAEMON = 9;
  static final int IPVS_CMD_DEL_DAEMON = 10;
  static final int IPVS_CMD_GET_DAEMON = 11;
  static final int IPVS_CMD_SET_CONFIG = 12;
  static final int IPVS_CMD_GET_CONFIG = 13;
  static final int IPVS_CMD_SET_INFO = 14;
  static final int IPVS_CMD_GET_INFO = 15;
  static final int IPVS_CMD_ZERO = 16;
  static final int IPVS_CMD_FLUSH = 17;

  // Attributes of a command.
  static final int IPVS_CMD_ATTR_SERVICE = 1;
  static final int IPVS_CMD_ATTR_DEST = 2;
  static final int IPVS_CMD_ATTR_DAEMON = 3;
  static final int IPVS_CMD_ATTR_TIMEOUT_TCP = 4;
  static final int IPVS_CMD_ATTR_TIMEOUT_TCP_FIN = 5;
  static final int IPVS_CMD_ATTR_TIMEOUT_UDP = 6;

  // Attributes of the reply to GET_INFO; they share numbers with those of a command.
  static final int IPVS_INFO_ATTR_VERSION = 1;
  static final int IPVS_INFO_ATTR_CONN_TAB_SIZE = 2;

  // Attributes of a virtual service.
  static final int IPVS_SVC_ATTR_AF = 1;
  static final int IPVS_SVC_ATTR_PROTOCOL = 2;
  static final int IPVS_SVC_ATTR_ADDR = 3;
  static final int IPVS_SVC_ATTR_PORT = 4;
  static final int IPVS_SVC_ATTR_FWMARK = 5;
  static final int IPVS_SVC_ATTR_SCHED_NAME = 6;
  static final int IPVS_SVC_ATTR_FLAGS = 7;
  static final int IPVS_SVC_ATTR_TIMEOUT = 8;
  static final int IPVS_SVC_ATTR_NETMASK = 9;
  static final int IPVS_SVC_ATTR_STATS = 10;
  static final int IPVS_SVC_ATTR_PE_NAME = 11;
  static final int IPVS_SVC_ATTR_STATS64 = 12;

  // Attributes of a real server.
  static final int IPVS_DEST_ATTR_ADDR = 1;
  static final int IPVS_DEST_ATTR_PORT = 2;
  static final int IPVS_DEST_ATTR_FWD_METHOD = 3;
  static final int IPVS_DEST_ATTR_WEIGHT = 4;
  static final int IPVS_DEST_ATTR_U_THRESH = 5;
  static final int IPVS_DEST_ATTR_L_THRESH = 6;
  static final int IPVS_DEST_ATTR_ACTIVE_CONNS = 7;
  static final int IPVS_DEST_ATTR_INACT_CONNS = 8;
  static final int IPVS_DEST_ATTR_PERSIST_CONNS = 9;
  static final int IPVS_DEST_ATTR_STATS = 10;
  static final int IPVS_DEST_ATTR_ADDR_FAMILY = 11;
  static final int IPVS_DEST_ATTR_STATS64 = 12;
  static final int IPVS_DEST_ATTR_TUN_TYPE = 13;
  static final int IPVS_DEST_ATTR_TUN_PORT = 14;
  static final int IPVS_DEST_ATTR_TUN_FLAGS = 15;

  // Attributes of a sync daemon.
  static final int IPVS_DAEMON_ATTR_STATE = 1;
  static final int IPVS_DAEMON_ATTR_MCAST_IFN = 2;
  static final int IPVS_DAEMON_ATTR_SYNC_ID = 3;
  static final int IPVS_DAEMON_ATTR_SYNC_MAXLEN = 4;
  static final int IPVS_DAEMON_ATTR_MCAST_GROUP = 5;
  static final int IPVS_DAEMON_ATTR_MCAST_GROUP6 = 6;
  static final int IPVS_DAEMON_ATTR_MCAST_PORT = 7;
  static final int IPVS_DAEMON_ATTR_MCAST_TTL = 8;

  // Attributes of statistics, 32-bit and 64-bit alike.
  static final int IPVS_STATS_ATTR_CONNS = 1;
  static final int IPVS_STATS_ATTR_INPKTS = 2;
  static final int IPVS_STATS_ATTR_OUTPKTS = 3;
  static final int IPVS_STATS_ATTR_INBYTES = 4;
  static final int IPVS_STATS_ATTR_OUTBYTES = 5;
  static final int IPVS_STATS_ATTR_CPS = 6;
  static final int IPVS_STATS_ATTR_INPPS = 7;
  static final int IPVS_STATS_ATTR_OUTPPS = 8;
  static final int IPVS_STATS_ATTR_INBPS = 9;
  static final int IPVS_STATS_ATTR_OUTBPS = 10;
  static final int IPVS_STATS_ATTR_PAD = 11;

  // Flags of a virtual service.
  static final int IP_VS_SVC_F_PERSISTENT = 0x0001;
  static final int IP_VS_SVC_F_HASHED = 0x0002;
  static final int IP_VS_SVC_F_ONEPACKET = 0x0004;
  static final int IP_VS_SVC_F_SCHED1 = 0x0008;
  static final int IP_VS_SVC_F_SCHED2 = 0x0010;
  static final int IP_VS_SVC_F_SCHED3 = 0x0020;

  // Forwarding methods: the low bits of the connection flags.
  static final int IP_VS_CONN_F_FWD_MASK = 0x0007;
  static final int IP_VS_CONN_F_MASQ = 0;
  static final int IP_VS_CONN_F_LOCALNODE = 1;
  static final int IP_VS_CONN_F_TUNNEL = 2;
  static final int IP_VS_CONN_F_DROUTE = 3;
  static final int IP_VS_CONN_F_BYPASS = 4;

  // Encapsulation of forwarding method TUNNEL.
  static final int IP_VS_CONN_F_TUNNEL_TYPE_IPIP = 0;
  static final int IP_VS_CONN_F_TUNNEL_TYPE_GUE = 1;
  static final int IP_VS_CONN_F_TUNNEL_TYPE_GRE = 2;
  static final int IP_VS_TUNNEL_ENCAP_FLAG_NOCSUM = 0;
  static final int IP_VS_TUNNEL_ENCAP_FLAG_CSUM = 0x0001;
  static final int IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM = 0x0002;

  // States of the sync daemon.
  static final int IP_VS_STATE_NONE = 0;
  static final int IP_VS_STATE_MASTER = 1;
  static final int IP_VS_STATE_BACKUP = 2;

  // Room for names; the scheduler's and the interface's include the terminating zero.
  static final int IP_VS_SCHEDNAME_MAXLEN = 16;
  static final int IP_VS_PENAME_MAXLEN = 16;
  static final int IP_VS_IFNAME_MAXLEN = 16;
  static final int IP_VS_PEDATA_MAXLEN = 255;

  // Address families of services and real servers (sys/socket.h).
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private IpvsUapi() {}
}
