package dev.lvsd.config;

import dev.lvsd.model.Announcing;
import java.time.Duration;

/**
 * How the neighbours are told of a VIP that arrived.
 *
 * <pre>{@code
 * announce: {count: 3, gap: 1s}
 * }</pre>
 */
final class AnnounceBlock {
  static final BlockSpec SPEC =
      new BlockSpec(
          "Announce",
          "How the neighbours are told of a virtual address that arrived: gratuitous ARP, or"
              + " unsolicited neighbour advertisements.");
  static final Field<Integer> COUNT =
      SPEC.optional(
          "count", Scalars.wholeInt("a number of announcements", 1, 60), "3", "How often.");
  static final Field<Integer> GAP =
      SPEC.optional("gap", Terms.SECONDS, "1s", "Time between two announcements.");

  private AnnounceBlock() {}

  static Announcing toModel(Block block) {
    return new Announcing(
        block.orDefault(COUNT).orElse(Announcing.DEFAULT.count()),
        block.orDefault(GAP).map(Duration::ofSeconds).orElse(Announcing.DEFAULT.gap()));
  }
}
