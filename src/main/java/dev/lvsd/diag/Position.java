package dev.lvsd.diag;

import static java.util.Objects.requireNonNull;

/**
 * A place in a file.
 *
 * @param file the file as the user named it, or {@code <stdin>}
 * @param line counted from 1; 0 when the whole file is meant
 * @param column counted from 1, in characters; 0 when the whole line is meant
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
  /** Refuses negative numbers. */
  public Position {
    requireNonNull(file, "file");
    if (line < 0 || column < 0) {
      throw new IllegalArgumentException("line " + line + ", column " + column);
    }
  }

  @Override
  public int compareTo(Position other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** {@code cluster.yaml:3:11}, shorter where line or column is unknown. */
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column));
  }
}
