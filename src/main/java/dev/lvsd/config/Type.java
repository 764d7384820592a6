package dev.lvsd.config;

import org.jspecify.annotations.Nullable;

/**
 * What may stand at a key. The reader reads by it, {@link JsonSchema} describes by it.
 *
 * @param <T> what it becomes
 */
sealed interface Type<T> permits ScalarType, ListType, MapType, BlockSpec {
  /**
   * Reads a node.
   *
   * @param node what stands there
   * @param where its path, for problems
   * @return the value, or null if a problem was reported
   */
  @Nullable T read(YamlNode node, Where where);

  /** What is expected, in a few words after "expected". */
  String expected();

  /** Reports a node of the wrong kind. */
  default void refuse(YamlNode node, Where where) {
    if (node instanceof YamlNode.Refused refused) {
      where.error(refused, refused.message(), refused.hint());
    } else if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      where.error(node, "has no value", "expected " + expected() + ", or remove the key");
    } else {
      String found = node instanceof YamlNode.Scalar s ? Text.quote(s.text()) : node.kind();
      boolean bracket = this instanceof ScalarType && node instanceof YamlNode.Sequence;
      where.error(
          node,
          "expected " + expected() + ", found " + found,
          bracket ? "a value that begins with [ needs quotes" : "");
    }
  }
}
