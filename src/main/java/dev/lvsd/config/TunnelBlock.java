package dev.lvsd.config;

import dev.lvsd.model.Tunnel;
import dev.lvsd.model.Tunnel.Checksum;
import java.util.List;
import java.util.Optional;

/**
 * How forwarding method {@code tunnel} encapsulates.
 *
 * <pre>{@code
 * tunnel: {type: gue, port: 6080, checksum: full}
 * }</pre>
 */
final class TunnelBlock {
  static final BlockSpec SPEC =
      new BlockSpec("Tunnel", "How forwarding method tunnel encapsulates.");
  static final Field<Tunnel.Type> TYPE =
      SPEC.optional(
          "type",
          Scalars.choice(
              "a tunnel type",
              List.of(Tunnel.Type.IPIP, Tunnel.Type.GUE, Tunnel.Type.GRE),
              Tunnel.Type::text),
          "ipip",
          "IP in IP, generic UDP encapsulation, or generic routing encapsulation.");
  static final Field<Integer> PORT =
      SPEC.optional(
          "port",
          Scalars.wholeInt("a tunnel port", 1, 65535),
          "UDP port on which the real server unwraps; gue only, and needed there.");
  static final Field<Checksum> CHECKSUM =
      SPEC.optional(
          "checksum",
          Scalars.choice("a checksum mode", List.of(Checksum.values()), Checksum::text),
          "none",
          "Checksum of the outer header: full with gue and gre, remote (offload) with gue.");

  private TunnelBlock() {}

  /** Empty if a value was refused. */
  static Optional<Tunnel> toModel(Block block) {
    Optional<Tunnel.Type> type = block.orDefault(TYPE);
    Optional<Checksum> checksum = block.orDefault(CHECKSUM);
    if (type.isEmpty() || checksum.isEmpty()) {
      return Optional.empty();
    }
    return check(block, type.get(), checksum.get())
        ? Optional.of(new Tunnel(type.get(), block.find(PORT).orElse(0), checksum.get()))
        : Optional.empty();
  }

  private static boolean check(Block block, Tunnel.Type type, Checksum checksum) {
    boolean good = true;
    if (type == Tunnel.Type.GUE && !block.mentions(PORT)) {
      block.error("a gue tunnel needs 'port'", "the real server's UDP port, such as port: 6080");
      good = false;
    }
    if (type != Tunnel.Type.GUE && block.mentions(PORT)) {
      block.error(PORT, type.text() + " tunnels have no port", "remove it, or write type: gue");
      good = false;
    }
    if (type == Tunnel.Type.IPIP && checksum != Checksum.NONE) {
      block.error(CHECKSUM, "ipip tunnels have no checksum", "remove it, or use gue or gre");
      good = false;
    }
    if (type == Tunnel.Type.GRE && checksum == Checksum.REMOTE) {
      block.error(CHECKSUM, "remote checksum offload needs a gue tunnel", "write checksum: full");
      good = false;
    }
    return good;
  }
}
