package dev.lvsd.ipvsadm;

import dev.lvsd.model.SyncDaemon;

/** Sync daemons as lines of text. */
final class DaemonRenderer {
  private DaemonRenderer() {}

  /** One daemon. */
  static void daemon(StringBuilder out, SyncDaemon daemon) {
    out.append(daemon.role().text()).append(" sync daemon (mcast=");
    out.append(daemon.multicastInterface()).append(", syncid=").append(daemon.syncId());
    if (daemon.maxLength() != 0) {
      out.append(", maxlen=").append(daemon.maxLength());
    }
    if (daemon.group().isPresent()) {
      out.append(", group=");
      Inet.append(out, daemon.group().get());
    }
    if (daemon.port() != 0) {
      out.append(", port=").append(daemon.port());
    }
    if (daemon.ttl() != 0) {
      out.append(", ttl=").append(daemon.ttl());
    }
    out.append(")\n");
  }
}
