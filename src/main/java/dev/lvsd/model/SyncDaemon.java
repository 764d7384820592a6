package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * A connection synchronisation daemon, wanted or running.
 *
 * @param role sends or receives
 * @param multicastInterface interface name, 1 to 15 characters
 * @param syncId 0 to 255; a backup with 0 takes every id
 * @param maxLength longest message in bytes; 0 lets the kernel choose
 * @param group multicast group; empty lets the kernel choose 224.0.0.81
 * @param port UDP port; 0 lets the kernel choose 8848
 * @param ttl time to live; 0 lets the kernel choose 1
 */
public record SyncDaemon(
    Role role,
    String multicastInterface,
    int syncId,
    int maxLength,
    Optional<InetAddress> group,
    int port,
    int ttl) {
  /** Refuses what the kernel's attributes cannot hold. */
  public SyncDaemon {
    requireNonNull(role, "role");
    requireNonNull(group, "group");
    if (multicastInterface.isEmpty() || multicastInterface.length() > 15) {
      throw new IllegalArgumentException(
          "interface '" + multicastInterface + "': expected 1 to 15 characters");
    }
    if (syncId < 0 || syncId > 255) {
      throw new IllegalArgumentException("sync id " + syncId + ": expected 0 to 255");
    }
    Checks.port(port);
    if (maxLength < 0 || maxLength > 65535) {
      throw new IllegalArgumentException(
          "sync message length " + maxLength + ": expected 0 to 65535");
    }
    if (ttl < 0 || ttl > 255) {
      throw new IllegalArgumentException("multicast ttl " + ttl + ": expected 0 to 255");
    }
  }

  /** Direction of synchronisation. */
  public enum Role {
    /** Sends its connections. */
    MASTER,
    /** Receives the connections of a master. */
    BACKUP;

    /**
     * The name as it is shown to people.
     *
     * @return the name in lower case
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
