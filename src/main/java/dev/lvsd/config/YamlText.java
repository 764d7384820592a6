package dev.lvsd.config;

/** Writes YAML as a person would: blocks of keys, and short blocks on one line. */
final class YamlText {
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean itemStarts;

  /** A document begins. */
  void document() {
    if (out.length() > 0) {
      out.append("---\n");
    }
  }

  /** A key with a value, unless the value is what a missing key means. */
  <T> void scalar(Field<T> field, T value, String written) {
    if (!value.equals(field.fallbackValue())) {
      line(field).append(' ').append(quoted(written, false)).append('\n');
    }
  }

  /** A key with a block on one line; left out if nothing is in it. */
  void flow(Field<?> field, Flow block) {
    if (!block.isEmpty()) {
      line(field).append(' ').append(block).append('\n');
    }
  }

  /** A key with text that is YAML already. */
  void raw(Field<?> field, String yaml) {
    line(field).append(' ').append(yaml).append('\n');
  }

  /** A key whose block or list follows, further in, until {@link #close()}. */
  void open(Field<?> field) {
    line(field).append('\n');
    depth++;
  }

  /** Ends what {@link #open} or {@link #item()} began. */
  void close() {
    depth--;
  }

  /** An item of a list, whose keys follow until {@link #close()}. */
  void item() {
    itemStarts = true;
    depth++;
  }

  /** An item of a list, on one line. */
  void item(Flow block) {
    indent(depth).append("- ").append(block).append('\n');
  }

  private StringBuilder line(Field<?> field) {
    if (itemStarts) {
      itemStarts = false;
      indent(depth - 1).append("- ");
    } else {
      indent(depth);
    }
    return out.append(field.key()).append(':');
  }

  private StringBuilder indent(int levels) {
    for (int i = 0; i < levels; i++) {
      out.append("  ");
    }
    return out;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Quotes what YAML would take for something else than text. */
  static String quoted(String text, boolean inFlow) {
    boolean plain = !text.isEmpty() && !isNull(text) && text.charAt(0) != '-';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean sign = c == '.' || c == '_' || c == '/' || c == '-' || (c == ':' && !inFlow);
      plain &= word || sign;
    }
    boolean ipv6 = text.indexOf(':') != text.lastIndexOf(':') || text.endsWith(":");
    if (plain && !ipv6 && text.charAt(0) != ':') {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isNull(String text) {
    return text.equalsIgnoreCase("null");
  }

  /** A block on one line: {@code {address: 10.2.0.11, weight: 3}}. */
  static final class Flow {
    private final StringBuilder out = new StringBuilder();

    /** Adds a key, unless the value is what a missing key means. */
    <T> Flow scalar(Field<T> field, T value, String written) {
      return value.equals(field.fallbackValue()) ? this : raw(field, quoted(written, true));
    }

    /** Adds a block, unless nothing is in it. */
    Flow flow(Field<?> field, Flow block) {
      return block.isEmpty() ? this : raw(field, block.toString());
    }

    /** Adds text that is YAML already. */
    Flow raw(Field<?> field, String yaml) {
      return raw(field.key(), yaml);
    }

    /** Adds text that is YAML already. */
    Flow raw(String key, String yaml) {
      out.append(out.length() == 0 ? "" : ", ").append(key).append(": ").append(yaml);
      return this;
    }

    boolean isEmpty() {
      return out.length() == 0;
    }

    @Override
    public String toString() {
      return "{" + out + "}";
    }
  }
}
