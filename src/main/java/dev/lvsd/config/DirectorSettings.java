package dev.lvsd.config;

import dev.lvsd.diag.Position;
import java.util.HashMap;
import java.util.Map;

/**
 * What the clusters of a run say about their common director. There is one table and one set of
 * time-outs, so two clusters must not want different ones.
 */
final class DirectorSettings {
  private final Map<String, Setting> settings = new HashMap<>();

  /** What was said first. */
  private record Setting(Object value, Position position) {}

  /**
   * Compares what a cluster says with what others have said; a cluster that says nothing agrees.
   *
   * @param block where the key stands
   * @param field the key
   */
  void agree(Block block, Field<?> field) {
    block
        .find(field)
        .ifPresent(value -> agree(field.key(), value, block.position(field), block, field));
  }

  /** The same for one entry of a map. */
  void agree(String name, Object value, Position position, Block block, Field<?> field) {
    Setting first = settings.putIfAbsent(name, new Setting(value, position));
    if (first != null && !first.value().equals(value)) {
      block.error(
          field,
          "'" + name + "' differs from " + first.position() + ", and both are for one director",
          "give it in one cluster only");
    }
  }
}
