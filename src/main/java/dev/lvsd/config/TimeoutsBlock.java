package dev.lvsd.config;

import dev.lvsd.model.Timeouts;

/**
 * How long connections are kept without traffic.
 *
 * <pre>{@code
 * timeouts: {tcp: 15m, tcpFin: 2m, udp: 5m}
 * }</pre>
 */
final class TimeoutsBlock {
  static final BlockSpec SPEC =
      new BlockSpec("Timeouts", "How long connections are kept without traffic.");
  static final Field<Integer> TCP =
      SPEC.optional(
          "tcp", Terms.SECONDS, "Established TCP connections. Missing: as the kernel has it.");
  static final Field<Integer> TCP_FIN =
      SPEC.optional(
          "tcpFin", Terms.SECONDS, "TCP connections after a FIN. Missing: as the kernel has it.");
  static final Field<Integer> UDP =
      SPEC.optional("udp", Terms.SECONDS, "UDP. Missing: as the kernel has it.");

  private TimeoutsBlock() {}

  static Timeouts toModel(Block block) {
    return new Timeouts(
        block.find(TCP).orElse(0), block.find(TCP_FIN).orElse(0), block.find(UDP).orElse(0));
  }
}
