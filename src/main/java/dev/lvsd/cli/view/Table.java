package dev.lvsd.cli.view;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows in aligned columns. Nothing is cut off: a cell wider than its column moves the rest
 * of its row.
 *
 * <p>Rows are held back until {@code window} of them are known, so that the widths fit; a longer
 * table is written window by window, and columns only ever grow. Owned by one thread.
 */
final class Table {
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final List<Column> columns;
  private final int window;
  private final int[] widths;
  private final List<List<String>> held = new ArrayList<>();
  private boolean started;

  Table(PrintWriter out, List<Column> columns, int window) {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.window = window;
    this.widths = columns.stream().mapToInt(column -> width(column.title())).toArray();
  }

  /** Adds a row with one cell per column; an empty cell is shown as a dash. */
  void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    List<String> shown = cells.stream().map(cell -> cell.isEmpty() ? "-" : cell).toList();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(shown.get(i)));
    }
    held.add(shown);
    if (held.size() == window) {
      write();
    }
  }

  /** Writes what is held back, with the head if no row was written before. */
  void write() {
    if (!started) {
      started = true;
      line(columns.stream().map(Column::title).toList());
    }
    held.forEach(this::line);
    held.clear();
  }

  private void line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(Math.max(0, widths[i] - width(cell)));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).right() ? padding + cell : cell + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
