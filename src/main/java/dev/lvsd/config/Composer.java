package dev.lvsd.config;

import dev.lvsd.config.YamlNode.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns SnakeYAML's events into {@link YamlNode}s, one document at a time.
 *
 * <p>SnakeYAML's own composer keeps marks and tags for every node and guesses types; this one keeps
 * what a definition needs and so reads large files in a fraction of the memory. An alias stands for
 * the node that it names; each use counts against {@link Limits#NODES}, so a small file cannot
 * unfold into a large one. Tags and keys that are not text become {@link YamlNode.Refused}.
 */
final class Composer implements Documents {
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final ParserImpl parser;
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final String text;
  private int nodes;

  /** A place in the text that is known in both counts: in characters and in code points. */
  private int knownOffset;

  private int knownCodePoint;

  /** Where the document that was read last begins. */
  private int begin;

  /** A finished node and how many nodes are in it. */
  private record Anchored(YamlNode node, int size) {}

  /**
   * Reads from the start.
   *
   * @param text a whole file, checked by {@link SourceText}
   */
  Composer(String text) {
    this.text = text;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // SourceText has a limit of its own
    options.setProcessComments(false);
    parser = new ParserImpl(new StreamReader(text), options);
  }

  @Override
  public @Nullable YamlNode next() {
    Event event = event();
    boolean first = event.is(Event.ID.StreamStart);
    if (first) {
      event = event();
    }
    if (event.is(Event.ID.StreamEnd)) {
      return null;
    }
    anchors.clear(); // event was the start of a document
    begin = first ? 0 : offset(event);
    YamlNode root = node(event(), 0);
    event();
    return root;
  }

  @Override
  public String documentText() {
    Event following = peekEvent();
    boolean last = following.is(Event.ID.StreamEnd);
    return text.substring(begin, last ? text.length() : offset(following));
  }

  /** The parser counts code points. Asked for places in their order. */
  private int offset(Event event) {
    int codePoint = event.getStartMark().getIndex();
    knownOffset = text.offsetByCodePoints(knownOffset, codePoint - knownCodePoint);
    knownCodePoint = codePoint;
    return knownOffset;
  }

  private YamlNode node(Event event, int depth) {
    Mark mark = event.getStartMark();
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    if (event instanceof AliasEvent alias) {
      return aliased(alias.getAnchor(), line, column);
    }
    if (depth > Limits.NESTING) {
      throw new UnreadableException(
          line, column, "nested more than " + Limits.NESTING + " levels deep", "");
    }
    int before = nodes;
    count(1, line, column);
    YamlNode node =
        event instanceof ScalarEvent scalar
            ? new YamlNode.Scalar(scalar.getValue(), scalar.isPlain(), line, column)
            : collection(event, depth, line, column);
    String tag = tag(event);
    if (tag != null) {
      node =
          new YamlNode.Refused(
              Text.quote(tag.replace(STANDARD_TAG, "!!")) + " is a tag; tags are not supported",
              "remove it: each key knows the type of its value",
              line,
              column);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, nodes - before));
    }
    return node;
  }

  private YamlNode collection(Event event, int depth, int line, int column) {
    if (event.is(Event.ID.SequenceStart)) {
      List<YamlNode> items = new ArrayList<>();
      for (Event e = event(); !e.is(Event.ID.SequenceEnd); e = event()) {
        items.add(node(e, depth + 1));
      }
      return new YamlNode.Sequence(items, line, column);
    }
    List<Entry> entries = new ArrayList<>();
    for (Event e = event(); !e.is(Event.ID.MappingEnd); e = event()) {
      YamlNode key = node(e, depth + 1);
      YamlNode value = node(event(), depth + 1);
      entries.add(entry(key, value));
    }
    return new YamlNode.Mapping(entries, line, column);
  }

  private Entry entry(YamlNode key, YamlNode value) {
    if (key instanceof YamlNode.Scalar scalar) {
      // the same few keys stand in every server: keep one copy of each
      String text =
          keys.size() < 1000 ? keys.computeIfAbsent(scalar.text(), k -> k) : scalar.text();
      return new Entry(text, value, key.line(), key.column());
    }
    YamlNode refused =
        key instanceof YamlNode.Refused
            ? key
            : new YamlNode.Refused(
                "a key is a single word, not " + key.kind(), "", key.line(), key.column());
    return new Entry(Entry.NO_TEXT, refused, key.line(), key.column());
  }

  private YamlNode aliased(String name, int line, int column) {
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      return new YamlNode.Refused(
          Text.quote("*" + name) + " stands for nothing",
          "write &"
              + Text.shorten(name)
              + " before the value that it repeats, earlier in the document",
          line,
          column);
    }
    count(anchored.size(), line, column);
    return anchored.node();
  }

  private static @Nullable String tag(Event event) {
    return event instanceof ScalarEvent scalar
        ? scalar.getTag()
        : ((CollectionStartEvent) event).getTag();
  }

  private void count(int more, int line, int column) {
    nodes += more;
    if (nodes > Limits.NODES) {
      throw new UnreadableException(
          line,
          column,
          "more than " + Limits.NODES + " keys and values, aliases unfolded",
          "split the definition into several files");
    }
  }

  private Event event() {
    return guarded(parser::getEvent);
  }

  private Event peekEvent() {
    return guarded(parser::peekEvent);
  }

  private static Event guarded(Supplier<Event> source) {
    try {
      return source.get();
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new UnreadableException(
          mark.getLine() + 1, mark.getColumn() + 1, "not YAML: " + problem(e), hint(e));
    } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // some escapes and directives are refused without a position
      throw new UnreadableException(0, 0, "not YAML: " + Text.shorten(e.toString()), "");
    }
  }

  private static String problem(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    String context = e.getContext();
    return Text.shorten(context == null ? problem : context + ", " + problem, 200);
  }

  /** Whether the parser stopped at the colon of {@code [2001:db8::1]:443}. */
  private static boolean followsBracket(Mark mark) {
    int[] text = mark.getBuffer();
    int at = mark.getPointer();
    return at > 0 && at < text.length && text[at] == ':' && text[at - 1] == ']';
  }

  private static String hint(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("TAB")) {
      return "indent with spaces";
    }
    if (problem.contains("mapping values are not allowed here")) {
      return "check the indentation, or quote a value that contains ': '";
    }
    if (followsBracket(e.getProblemMark())) {
      return "an IPv6 address with a port needs quotes: \"[2001:db8::1]:443\"";
    }
    if (problem.contains("expected <block end>")) {
      return "check that keys of one block stand in one column";
    }
    return "";
  }
}
