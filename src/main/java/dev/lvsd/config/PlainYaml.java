package dev.lvsd.config;

import dev.lvsd.config.YamlNode.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of YAML that most definitions keep to, and leaves all else to {@link Composer}.
 *
 * <p>That part: blocks of keys and lists by indentation; values on one line, plain or quoted;
 * {@code {…}} and {@code […]} on one line; comments; documents between lines of three dashes.
 * Whatever is beyond it, what is no YAML included, makes it decline the whole text, so that there
 * is one parser that says what is wrong. Where it does not decline its nodes are those of {@link
 * Composer}, line and column included; a test compares the two.
 *
 * <p>A large definition is read in a tenth of the time: SnakeYAML makes some 150 bytes of garbage
 * for each byte of text.
 */
final class PlainYaml implements Documents {
  private static final int END = -1;
  private static final int MARK = -2;
  private static final String DOCUMENT = "---";

  /** A longer word has no good reason, and the other parser has a limit for keys. */
  private static final int LONGEST_KEY = 256;

  private final String text;
  private final Words words = new Words();

  /** The next character. */
  private int at;

  /** Line of the next character, from 1. */
  private int line = 1;

  private int lineStart;

  /** Where the content of the line begins, from 0; {@link #END} or {@link #MARK} if it has none. */
  private int indent;

  private int nodes;

  private final List<YamlNode> roots = new ArrayList<>(1);

  /** Where each document begins in the text, and where the last one ends. */
  private final List<Integer> begins = new ArrayList<>(2);

  /** How many documents were answered. */
  private int answered;

  /** Says that the text is for the other parser. */
  private static final class Beyond extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Beyond() {
      super("beyond plain YAML", null, false, false);
    }
  }

  private PlainYaml(String text) {
    this.text = text;
  }

  /**
   * Reads all documents.
   *
   * @param text a whole file, checked by {@link SourceText}
   * @return null if something is beyond plain YAML
   */
  static @Nullable PlainYaml read(String text) {
    PlainYaml plain = new PlainYaml(text);
    try {
      plain.documents();
      return plain;
    } catch (Beyond e) {
      return null;
    }
  }

  @Override
  public @Nullable YamlNode next() {
    return answered < roots.size() ? roots.get(answered++) : null;
  }

  @Override
  public String documentText() {
    return text.substring(begins.get(answered - 1), begins.get(answered));
  }

  private void documents() {
    begins.add(0);
    nextContent();
    if (indent == MARK) {
      passMark();
    }
    while (indent == 0) {
      roots.add(block(0));
      begins.add(indent == END ? text.length() : at);
      if (indent == END) {
        return;
      }
      if (indent != MARK) {
        throw new Beyond();
      }
      passMark();
    }
    throw new Beyond(); // an empty document, or one that is indented
  }

  private void passMark() {
    at += DOCUMENT.length();
    endLine();
  }

  /** A list or a block of keys that begins at the next character. */
  private YamlNode block(int depth) {
    if (isDash()) {
      return sequence(depth);
    }
    if (isKey()) {
      return mapping(depth);
    }
    throw new Beyond();
  }

  private YamlNode mapping(int depth) {
    int column = at - lineStart;
    int firstLine = line;
    List<Entry> entries = new ArrayList<>(4);
    do {
      int keyLine = line;
      String key = key();
      YamlNode value;
      if (isLineEnd()) {
        endLine();
        value = below(column, enter(depth));
      } else {
        value = value(enter(depth));
        endLine();
      }
      entries.add(new Entry(key, value, keyLine, column + 1));
    } while (indent == column);
    refuseDeeper(column);
    return new YamlNode.Mapping(entries, firstLine, column + 1);
  }

  /** What stands below a key; a list may stand in the column of the key. */
  private YamlNode below(int column, int depth) {
    return indent == column && isDash() ? sequence(depth) : inside(column, depth);
  }

  /** What stands below a key or a dash, further in. */
  private YamlNode inside(int column, int depth) {
    if (indent <= column) {
      throw new Beyond(); // no value
    }
    return block(depth);
  }

  private YamlNode sequence(int depth) {
    int column = at - lineStart;
    int firstLine = line;
    List<YamlNode> items = new ArrayList<>();
    do {
      at++;
      passBlanks();
      int inside = enter(depth);
      if (isLineEnd()) {
        endLine();
        items.add(inside(column, inside));
      } else if (isKey()) {
        items.add(mapping(inside));
      } else {
        items.add(value(inside));
        endLine();
      }
    } while (indent == column && isDash());
    refuseDeeper(column);
    return new YamlNode.Sequence(items, firstLine, column + 1);
  }

  /** What is further in than the block that it follows continues a value, or is wrong. */
  private void refuseDeeper(int column) {
    if (indent > column) {
      throw new Beyond();
    }
  }

  /** A value that ends in its line. */
  private YamlNode value(int depth) {
    return switch (peek()) {
      case '{' -> flowMapping(depth);
      case '[' -> flowSequence(depth);
      case '"', '\'' -> quoted();
      default -> plain();
    };
  }

  private YamlNode flowMapping(int depth) {
    int column = column();
    List<Entry> entries = new ArrayList<>(4);
    if (!isEmptyFlow('}')) {
      do {
        int keyColumn = column();
        String key = key();
        entries.add(new Entry(key, value(enter(depth)), line, keyColumn));
      } while (hasMore('}'));
    }
    return new YamlNode.Mapping(entries, line, column);
  }

  private YamlNode flowSequence(int depth) {
    int column = column();
    List<YamlNode> items = new ArrayList<>(4);
    if (!isEmptyFlow(']')) {
      do {
        items.add(value(enter(depth)));
      } while (hasMore(']'));
    }
    return new YamlNode.Sequence(items, line, column);
  }

  /** Passes the opening bracket, and the closing one if nothing is between them. */
  private boolean isEmptyFlow(char close) {
    at++;
    passBlanks();
    if (peek() != close) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes a comma and answers true, or the closing bracket and answers false. */
  private boolean hasMore(char close) {
    passBlanks();
    char c = peek();
    at++;
    if (c == ',') {
      passBlanks();
      return true;
    }
    if (c == close) {
      return false;
    }
    throw new Beyond();
  }

  private YamlNode quoted() {
    int column = column();
    char quote = peek();
    int from = ++at;
    while (peek() != quote) {
      if (peek() < ' ' || peek() > '~' || peek() == '\\') {
        throw new Beyond();
      }
      at++;
    }
    String value = words.of(text, from, at);
    at++;
    if (peek() == quote) {
      throw new Beyond(); // two quotes stand for one
    }
    return new YamlNode.Scalar(value, false, line, column);
  }

  private YamlNode plain() {
    int column = column();
    int from = at;
    int to;
    do {
      passPlainWord();
      to = at;
      passBlanks();
    } while (isLetterOrDigit(peek()));
    at = to;
    return new YamlNode.Scalar(words.of(text, from, to), true, line, column);
  }

  private void passPlainWord() {
    if (!isLetterOrDigit(peek()) && peek() != '/') {
      throw new Beyond();
    }
    while (isPlain(peek())) {
      at++;
    }
    if (text.charAt(at - 1) == ':') {
      throw new Beyond(); // a key where none is expected
    }
  }

  /** A word, a colon, and blanks unless the line ends. */
  private String key() {
    if (!isKey()) {
      throw new Beyond();
    }
    int from = at;
    at = endOfWord();
    String key = words.of(text, from, at);
    at++;
    passBlanks();
    return key;
  }

  private boolean isKey() {
    int end = endOfWord();
    return end > at
        && end - at <= LONGEST_KEY
        && charAt(end) == ':'
        && (charAt(end + 1) == ' ' || charAt(end + 1) == '\n');
  }

  private int endOfWord() {
    int end = at;
    if (isLetterOrDigit(charAt(end))) {
      do {
        end++;
      } while (isLetterOrDigit(charAt(end)) || isSign(charAt(end)));
    }
    return end;
  }

  private boolean isDash() {
    return peek() == '-' && (charAt(at + 1) == ' ' || charAt(at + 1) == '\n');
  }

  private boolean isLineEnd() {
    return peek() == '\n' || peek() == '#';
  }

  /** Passes what may follow a value in its line, and goes to the next content. */
  private void endLine() {
    passBlanks();
    if (peek() == '#' && text.charAt(at - 1) == ' ') {
      passComment();
    } else if (peek() != '\n') {
      throw new Beyond();
    }
    at++;
    line++;
    nextContent();
  }

  /** Goes to the first character of the next line that has more than a comment. */
  private void nextContent() {
    while (at < text.length()) {
      lineStart = at;
      passBlanks();
      if (peek() == '#') {
        passComment();
      } else if (peek() != '\n') {
        indent = at - lineStart;
        if (indent == 0 && isMark()) {
          indent = MARK;
        }
        return;
      }
      at++;
      line++;
    }
    indent = END;
  }

  private boolean isMark() {
    char behind = charAt(at + DOCUMENT.length());
    return text.startsWith(DOCUMENT, at) && (behind == '\n' || behind == ' ');
  }

  /** The other parser ends lines, and so comments, at more than line feeds. */
  private void passComment() {
    while (peek() != '\n') {
      char c = peek();
      if (c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        throw new Beyond();
      }
      at++;
    }
  }

  private void passBlanks() {
    while (peek() == ' ') {
      at++;
    }
  }

  private int enter(int depth) {
    nodes += 2;
    if (depth == Limits.NESTING || nodes > Limits.NODES) {
      throw new Beyond();
    }
    return depth + 1;
  }

  /** From 1. */
  private int column() {
    return at - lineStart + 1;
  }

  private char peek() {
    return charAt(at);
  }

  /** Behind the end are line feeds. */
  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\n';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSign(char c) {
    return c == '.' || c == '-' || c == '_';
  }

  private static boolean isPlain(char c) {
    return isLetterOrDigit(c) || isSign(c) || c == ':' || c == '/' || c == '+';
  }
}
