package dev.lvsd.cli.view;

import java.io.PrintWriter;

/** Chooses the view for a format. */
public final class Views {
  private Views() {}

  /**
   * A view.
   *
   * @param format the form of the answer
   * @param out where the answer goes
   * @param err where hints for people go
   * @param paint colours and symbols, for people only
   * @return the view
   */
  public static View of(OutputFormat format, PrintWriter out, PrintWriter err, Paint paint) {
    return switch (format) {
      case TABLE -> new TextView(out, err, paint, false);
      case WIDE -> new TextView(out, err, paint, true);
      case JSON -> new DocumentView(new JsonDocuments(out));
      case YAML -> new DocumentView(new YamlDocuments(out));
    };
  }
}
