package dev.lvsd.ipvsadm;

import dev.lvsd.model.SyncDaemon;
import java.net.InetAddress;
import java.util.Optional;

/** What a command line has said of the sync daemon so far. */
final class DaemonDraft {
  private static final String DEFAULT_INTERFACE = "eth0";

  SyncDaemon.Role role = SyncDaemon.Role.MASTER;
  String multicastInterface = "";
  int syncId;
  int maxLength;
  Optional<InetAddress> multicastGroup = Optional.empty();
  int multicastPort;
  int multicastTtl;

  /** The daemon that was asked for. */
  SyncDaemon daemon() {
    return new SyncDaemon(
        role,
        multicastInterface.isEmpty() ? DEFAULT_INTERFACE : multicastInterface,
        syncId,
        maxLength,
        multicastGroup,
        multicastPort,
        multicastTtl);
  }
}
