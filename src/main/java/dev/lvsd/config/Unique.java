package dev.lvsd.config;

import dev.lvsd.diag.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds things that are defined twice. Owned by the thread that reads.
 *
 * @param <K> what makes them the same
 */
final class Unique<K> {
  private final Map<K, Position> first = new HashMap<>();

  /**
   * Takes a key.
   *
   * @param key what makes it the same
   * @param position where it is defined
   * @return where it was defined before; empty if it was not
   */
  Optional<Position> claim(K key, Position position) {
    return Optional.ofNullable(first.putIfAbsent(key, position));
  }
}
