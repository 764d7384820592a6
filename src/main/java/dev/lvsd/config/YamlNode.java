package dev.lvsd.config;

import java.util.List;

/**
 * A piece of a YAML document, without tags and anchors. Lines and columns count from 1, columns in
 * characters.
 */
sealed interface YamlNode {
  int line();

  int column();

  /** What a person would call it. */
  String kind();

  /**
   * A single value, not interpreted.
   *
   * @param text the value without quotes
   * @param plain whether it was written without quotes
   */
  record Scalar(String text, boolean plain, int line, int column) implements YamlNode {
    /** Whether YAML calls it null: nothing at all, {@code ~} or {@code null}. */
    boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    @Override
    public String kind() {
      return "a single value";
    }
  }

  /** {@code [a, b]}, or lines with dashes. */
  record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** {@code {key: value}}, or lines with colons. Duplicate keys are still in it. */
  record Mapping(List<Entry> entries, int line, int column) implements YamlNode {
    @Override
    public String kind() {
      return "a block of keys";
    }
  }

  /** Something that lvsd does not read, such as a tag; refused where it stands. */
  record Refused(String message, String hint, int line, int column) implements YamlNode {
    @Override
    public String kind() {
      return "something unreadable";
    }
  }

  /** A key with its value; the position is the key's. */
  record Entry(String key, YamlNode value, int line, int column) {
    /** What stands for a key that is not text; the value then says so. */
    static final String NO_TEXT = "?";

    /** Whether the key itself is refused. */
    boolean isRefused() {
      return key.equals(NO_TEXT) && value instanceof Refused;
    }
  }
}
