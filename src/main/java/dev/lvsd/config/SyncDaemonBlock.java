package dev.lvsd.config;

import dev.lvsd.model.SyncDaemon;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A daemon of the kernel that sends connections to other directors, or receives theirs.
 *
 * <pre>{@code
 * syncDaemons:
 *   - {role: master, interface: eth1, syncId: 7}
 * }</pre>
 */
final class SyncDaemonBlock {
  static final BlockSpec SPEC =
      new BlockSpec(
          "SyncDaemon",
          "A daemon of the kernel that sends connections to other directors, or receives theirs.");
  static final Field<SyncDaemon.Role> ROLE =
      SPEC.required(
          "role",
          Scalars.choice(
              "a role of a sync daemon", List.of(SyncDaemon.Role.values()), SyncDaemon.Role::text),
          "master sends, backup receives; a director may have one of each.");
  static final Field<String> INTERFACE =
      SPEC.required("interface", Terms.INTERFACE, "Interface for the multicast messages.");
  static final Field<Integer> SYNC_ID =
      SPEC.optional(
          "syncId",
          Scalars.wholeInt("a sync id", 0, 255),
          "0",
          "Tells directors that belong together from others; a backup with 0 takes every id.");
  static final Field<Integer> MAX_LENGTH =
      SPEC.optional(
          "maxLength",
          Scalars.wholeInt("a message length in bytes", 1, 65507),
          "Longest message in bytes. Missing: as the interface allows.");
  static final Field<InetAddress> GROUP =
      SPEC.optional("group", Terms.ADDRESS, "Multicast group. Missing: 224.0.0.81.");
  static final Field<Integer> PORT =
      SPEC.optional("port", Scalars.wholeInt("a port", 1, 65535), "UDP port. Missing: 8848.");
  static final Field<Integer> TTL =
      SPEC.optional(
          "ttl",
          Scalars.wholeInt("a time to live", 1, 255),
          "Time to live of the messages. Missing: 1, one hop.");

  private SyncDaemonBlock() {}

  /** Empty if a value was refused. */
  static Optional<SyncDaemon> toModel(Block block) {
    Optional<SyncDaemon.Role> role = block.find(ROLE);
    Optional<String> name = block.find(INTERFACE);
    Optional<Integer> syncId = block.orDefault(SYNC_ID);
    if (role.isEmpty() || name.isEmpty() || syncId.isEmpty() || !isMulticast(block)) {
      return Optional.empty();
    }
    return Optional.of(
        new SyncDaemon(
            role.get(),
            name.get(),
            syncId.get(),
            block.find(MAX_LENGTH).orElse(0),
            block.find(GROUP),
            block.find(PORT).orElse(0),
            block.find(TTL).orElse(0)));
  }

  private static boolean isMulticast(Block block) {
    Optional<InetAddress> group = block.find(GROUP);
    if (group.isEmpty() || group.get().isMulticastAddress()) {
      return true;
    }
    block.error(
        GROUP,
        Text.quote(group.get().getHostAddress()) + " is not a multicast group",
        group.get() instanceof Inet4Address
            ? "expected 224.0.0.0 to 239.255.255.255"
            : "expected an address that begins with ff");
    return false;
  }
}
