package dev.lvsd.config;

import org.jspecify.annotations.Nullable;

/**
 * A key of a block, declared once for reader and schema.
 *
 * @param spec the block that it belongs to
 * @param ordinal its place among the keys of the block
 * @param key how it is written
 * @param type what may stand there
 * @param required whether it must stand there
 * @param fallback what a missing key means, as it would be written; null if that depends on others
 * @param fallbackValue what {@code fallback} becomes
 * @param description one or two sentences for editors
 * @param <T> what its value becomes
 */
record Field<T>(
    BlockSpec spec,
    int ordinal,
    String key,
    Type<T> type,
    boolean required,
    @Nullable String fallback,
    @Nullable T fallbackValue,
    String description) {
  // a record's own equality would compare whole blocks
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
