package dev.lvsd.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A single value. The reader and the schema are made from the same numbers and words by the
 * factories in {@link Scalars}.
 *
 * @param <T> what it becomes
 */
final class ScalarType<T> implements Type<T> {
  private final String expected;
  private final boolean quotable;
  private final Map<String, Object> schema;
  private final Function<String, T> parser;

  /**
   * A type of scalars.
   *
   * @param expected what is expected, in a few words
   * @param quotable whether it may stand in quotes, as text may and numbers may not
   * @param schema its JSON schema
   * @param parser from text to value; throws {@link BadValue}
   */
  ScalarType(
      String expected, boolean quotable, Map<String, Object> schema, Function<String, T> parser) {
    this.expected = expected;
    this.quotable = quotable;
    this.schema = schema;
    this.parser = parser;
  }

  @Override
  public @Nullable T read(YamlNode node, Where where) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      refuse(node, where);
      return null;
    }
    String text = scalar.text();
    try {
      if (!scalar.plain() && !quotable) {
        throw new BadValue(Text.quote(text) + " in quotes is text", "expected " + expected);
      }
      if (text.length() > Limits.TEXT || !Text.isSafe(text)) {
        throw new BadValue(
            Text.quote(text) + " is too long, or has characters that cannot be seen",
            "expected " + expected);
      }
      return parser.apply(text);
    } catch (BadValue e) {
      where.error(node, String.valueOf(e.getMessage()), e.hint);
      return null;
    }
  }

  @Override
  public String expected() {
    return expected;
  }

  /** Reads a text that is part of the program, such as a default. */
  T parse(String text) {
    return parser.apply(text);
  }

  /** Its JSON schema, in the order to be written. */
  Map<String, Object> schema() {
    return new LinkedHashMap<>(schema);
  }
}
