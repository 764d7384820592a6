package dev.lvsd.config;

import dev.lvsd.config.YamlNode.Entry;
import dev.lvsd.diag.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of a YAML block with their positions. Owned by the thread that reads. */
final class Block {
  private final BlockSpec spec;
  private final YamlNode.Mapping node;
  private final Where where;
  private final @Nullable Object[] values;
  private final @Nullable Entry[] entries;

  Block(BlockSpec spec, YamlNode.Mapping node, Where where) {
    this.spec = spec;
    this.node = node;
    this.where = where;
    int size = spec.fields().size();
    this.values = new Object[size];
    this.entries = new Entry[size];
  }

  /** Stores what a key became; null if its value was refused. */
  void put(Field<?> field, Entry entry, @Nullable Object value) {
    entries[indexOf(field)] = entry;
    values[indexOf(field)] = value;
  }

  /** Whether the key stands in the file, with a good value or a bad one. */
  boolean mentions(Field<?> field) {
    return entries[indexOf(field)] != null;
  }

  /** The value in the file; empty if the key is missing or its value was refused. */
  @SuppressWarnings("unchecked") // put() is called with what the field's own type has read
  <T> Optional<T> find(Field<T> field) {
    return Optional.ofNullable((T) values[indexOf(field)]);
  }

  /**
   * The value in the file or the fallback that the field declares; empty if there is neither, or if
   * the value was refused.
   */
  <T> Optional<T> orDefault(Field<T> field) {
    return mentions(field) ? find(field) : Optional.ofNullable(field.fallbackValue());
  }

  /** The line of a key that stands in the file. */
  int line(Field<?> field) {
    Entry entry = entries[indexOf(field)];
    return entry == null ? node.line() : entry.line();
  }

  /** Where the value of a key stands, or the block if the key is missing. */
  Position position(Field<?> field) {
    return where.position(nodeOf(field));
  }

  /** Where the block begins. */
  Position position() {
    return where.position(node);
  }

  Where where() {
    return where;
  }

  void error(String message, String hint) {
    where.error(node, message, hint);
  }

  /** Reports at the value of a key, or at the block if the key is missing. */
  void error(Field<?> field, String message, String hint) {
    placeOf(field).error(nodeOf(field), message, hint);
  }

  void warning(Field<?> field, String message, String hint) {
    placeOf(field).warning(nodeOf(field), message, hint);
  }

  private Where placeOf(Field<?> field) {
    return mentions(field) ? where.at(field.key()) : where;
  }

  private YamlNode nodeOf(Field<?> field) {
    Entry entry = entries[indexOf(field)];
    return entry == null ? node : entry.value();
  }

  private int indexOf(Field<?> field) {
    if (field.spec() != spec) {
      throw new IllegalArgumentException(field + " is no key of " + spec.name());
    }
    return field.ordinal();
  }
}
