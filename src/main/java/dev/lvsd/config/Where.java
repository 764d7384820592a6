package dev.lvsd.config;

import dev.lvsd.diag.Position;
import org.jspecify.annotations.Nullable;

/**
 * A place inside a document, such as {@code services[0].realServers[1]}: reports problems there.
 */
final class Where {
  private final Report report;
  private final @Nullable Where parent;
  private final String key;
  private final int index;

  private Where(Report report, @Nullable Where parent, String key, int index) {
    this.report = report;
    this.parent = parent;
    this.key = key;
    this.index = index;
  }

  /** The root of a document. */
  static Where root(Report report) {
    return new Where(report, null, "", -1);
  }

  Where at(String child) {
    return new Where(report, this, child, -1);
  }

  Where at(int child) {
    return new Where(report, this, "", child);
  }

  void error(YamlNode node, String message, String hint) {
    error(node.line(), node.column(), message, hint);
  }

  void error(int line, int column, String message, String hint) {
    report.error(line, column, path(), message, hint);
  }

  void warning(YamlNode node, String message, String hint) {
    report.warning(node.line(), node.column(), path(), message, hint);
  }

  /** What the documents of all files share. */
  Run run() {
    return report.run();
  }

  /** Where in the file a node stands. */
  Position position(YamlNode node) {
    return report.position(node.line(), node.column());
  }

  String path() {
    StringBuilder out = new StringBuilder();
    append(out);
    return out.toString();
  }

  private void append(StringBuilder out) {
    if (parent == null) {
      return;
    }
    parent.append(out);
    if (index >= 0) {
      out.append('[').append(index).append(']');
    } else if (Terms.isWord(key, Limits.TEXT, "_-")) {
      out.append(out.length() == 0 ? "" : ".").append(Text.shorten(key));
    } else {
      out.append('[').append(Text.quote(key)).append(']');
    }
  }
}
