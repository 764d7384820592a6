package dev.lvsd.config;

import dev.lvsd.diag.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes types of scalars, each with its parser and its JSON schema from one set of arguments. */
final class Scalars {
  private Scalars() {}

  /**
   * A whole number in decimal digits.
   *
   * @param noun what it is, such as {@code a port}
   * @param min smallest
   * @param max largest
   */
  static ScalarType<Long> whole(String noun, long min, long max) {
    return new ScalarType<>(
        min + " to " + max, false, wholeSchema(min, max), text -> number(text, noun, min, max));
  }

  /** Like {@link #whole}, for ranges within an int. */
  static ScalarType<Integer> wholeInt(String noun, int min, int max) {
    ScalarType<Long> wide = whole(noun, min, max);
    return new ScalarType<>(
        wide.expected(), false, wide.schema(), text -> Math.toIntExact(wide.parse(text)));
  }

  /** {@code true} or {@code false}. */
  static ScalarType<Boolean> flag() {
    return new ScalarType<>(
        "true or false",
        false,
        Map.of("type", "boolean"),
        text ->
            switch (text) {
              case "true", "True", "TRUE" -> true;
              case "false", "False", "FALSE" -> false;
              case "on", "yes", "On", "Yes", "ON", "YES" ->
                  throw new BadValue(Text.quote(text) + " is not true or false", "write true");
              case "off", "no", "Off", "No", "OFF", "NO" ->
                  throw new BadValue(Text.quote(text) + " is not true or false", "write false");
              default ->
                  throw new BadValue(
                      Text.quote(text) + " is not true or false", "expected true or false");
            });
  }

  /**
   * One of some words.
   *
   * @param noun what it is, such as {@code a protocol}
   * @param values the values
   * @param word how a value is written
   */
  static <T> ScalarType<T> choice(String noun, List<T> values, Function<T, String> word) {
    Map<String, T> byWord = new LinkedHashMap<>();
    values.forEach(value -> byWord.put(word.apply(value), value));
    List<String> words = List.copyOf(byWord.keySet());
    String expected = enumeration(words);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", words);
    return new ScalarType<>(
        expected,
        true,
        schema,
        text -> {
          T value = byWord.get(text);
          if (value == null) {
            String near = NearestName.to(text, words);
            throw new BadValue(
                Text.quote(text) + " is not " + noun,
                near == null ? "expected " + expected : "did you mean '" + near + "'?");
          }
          return value;
        });
  }

  /**
   * Text of a certain form.
   *
   * @param noun what it is, such as {@code a name}
   * @param form the form in words, after "expected"
   * @param schema the form as JSON schema
   * @param isGood whether a text has the form; written out, since it runs for each server
   */
  static ScalarType<String> text(
      String noun, String form, Map<String, Object> schema, Predicate<String> isGood) {
    return new ScalarType<>(
        form,
        true,
        schema,
        text -> {
          if (!isGood.test(text)) {
            throw new BadValue(Text.quote(text) + " is not " + noun, "expected " + form);
          }
          return text;
        });
  }

  /** The JSON schema of a whole number. */
  static Map<String, Object> wholeSchema(long min, long max) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("minimum", min);
    schema.put("maximum", max);
    return schema;
  }

  /**
   * The JSON schema of text.
   *
   * @param pattern a regular expression that JavaScript and Java read alike
   */
  static Map<String, Object> textSchema(String pattern) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("pattern", pattern);
    return schema;
  }

  /**
   * The JSON schema of text that other programs may read as a number or a truth value where it has
   * no quotes.
   *
   * @param pattern a regular expression that JavaScript and Java read alike
   * @param types {@code string} and what else it may look like
   */
  static Map<String, Object> looseSchema(String pattern, String... types) {
    Map<String, Object> schema = textSchema(pattern);
    schema.put("type", List.of(types));
    return schema;
  }

  /** The JSON schema of a value that has one of several. */
  static Map<String, Object> anyOf(List<Map<String, Object>> schemas) {
    return Map.of("anyOf", new ArrayList<>(schemas));
  }

  /** Reads decimal digits; refuses what other programs would read as another number. */
  static long number(String text, String noun, long min, long max) {
    String expected = "expected " + min + " to " + max;
    if (!isDigits(text, text.startsWith("-") || text.startsWith("+") ? 1 : 0)) {
      throw new BadValue(Text.quote(text) + " is not " + noun, numberHint(text, expected));
    }
    if (text.length() > 1 && text.charAt(0) == '0') {
      throw new BadValue(
          Text.quote(text) + " has leading zeros", "some programs would read it as octal");
    }
    if (text.startsWith("+") || text.length() > 18) {
      throw new BadValue(Text.shorten(text) + " is not " + noun, expected);
    }
    long value = Long.parseLong(text);
    if (value < min || value > max) {
      throw new BadValue(text + " is not " + noun, expected);
    }
    return value;
  }

  private static String numberHint(String text, String expected) {
    String plain = text.replace("_", "");
    if (!plain.equals(text) && isDigits(plain, 0)) {
      return "write " + Text.shorten(plain);
    }
    if (text.startsWith("0x") || text.startsWith("0o") || text.startsWith("0b")) {
      return "write it in decimal digits, " + expected;
    }
    return expected;
  }

  /** Whether everything from an index on is a decimal digit, and at least one is there. */
  static boolean isDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > from;
  }

  private static String enumeration(List<String> words) {
    if (words.size() == 1) {
      return words.get(0);
    }
    return words.subList(0, words.size() - 1).stream().collect(Collectors.joining(", "))
        + " or "
        + words.get(words.size() - 1);
  }
}
