package dev.lvsd.ipvs;

/** A thing that not every data plane or kernel can do. Found by probing, never by version. */
public enum Capability {
  /** 64-bit statistics (Linux 4.1). */
  STATISTICS_64,
  /** Tunnel types gue and gre and their options (Linux 5.2 to 5.3). */
  TUNNEL_TYPES,
  /** Real servers of another address family than their service (Linux 3.18). */
  MIXED_FAMILIES,
  /** Sync daemons; every kernel. */
  SYNC_DAEMONS,
  /** Persistence engines, of which there is sip; every kernel, if it finds the module. */
  PERSISTENCE_ENGINES,
  /** Sync daemon options: message length, group, port, TTL (Linux 4.3). */
  SYNC_DAEMON_OPTIONS,
  /** Tables that grow by themselves (Linux 7.1). */
  RESIZABLE_TABLES,
  /** Reads /proc/net/ip_vs_conn. */
  CONNECTION_LIST,
  /** Forwarding method fullnat; the Java plane only. */
  FULLNAT
}
