package dev.lvsd.config;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import java.util.List;
import java.util.Optional;

/**
 * Clients stay with the real server that they were given.
 *
 * <pre>{@code
 * persistence: {timeout: 5m, netmask: 255.255.255.0, engine: sip}
 * }</pre>
 */
final class PersistenceBlock {
  static final BlockSpec SPEC =
      new BlockSpec("Persistence", "Clients stay with the real server that they were given.");
  static final Field<Integer> TIMEOUT =
      SPEC.optional(
          "timeout",
          Terms.SECONDS,
          "5m",
          "How long a client stays after its last new connection: seconds, or 90s, 15m, 1h30m.");
  static final Field<NetmaskText> NETMASK =
      SPEC.optional(
          "netmask",
          NetmaskText.TYPE,
          "Which clients count as one: 255.255.255.0 or /24 for IPv4, /64 for IPv6. Missing: every"
              + " address on its own.");
  static final Field<String> ENGINE =
      SPEC.optional(
          "engine",
          Scalars.choice("a persistence engine", List.of("sip"), engine -> engine),
          "Tells clients apart by content; sip, with UDP only, takes the Call-ID.");

  private PersistenceBlock() {}

  /**
   * Fills in what is missing.
   *
   * @param family of the service
   * @return empty if a value was refused
   */
  static Optional<Persistence> toModel(Block block, AddressFamily family) {
    Optional<Netmask> netmask = Optional.of(Netmask.full(family));
    if (block.mentions(NETMASK)) {
      netmask = block.find(NETMASK).flatMap(text -> netmask(block, text, family));
    }
    Optional<Integer> timeout = block.orDefault(TIMEOUT);
    if (timeout.isEmpty() || netmask.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Persistence(timeout.get(), netmask.get()));
  }

  private static Optional<Netmask> netmask(Block block, NetmaskText text, AddressFamily family) {
    Optional<String> objection = text.objection(family);
    objection.ifPresent(
        message ->
            block.error(
                NETMASK,
                message,
                family == AddressFamily.IPV4
                    ? "expected a mask such as 255.255.255.0 or /24"
                    : "expected a prefix length such as /64"));
    return objection.isPresent() ? Optional.empty() : Optional.of(text.toNetmask(family));
  }
}
