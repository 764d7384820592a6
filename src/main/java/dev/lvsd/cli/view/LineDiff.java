package dev.lvsd.cli.view;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines in which two texts differ, with some lines around them, as {@code diff -u} shows them.
 *
 * <p>Common lines at both ends are set aside; what is left is compared by the longest common
 * subsequence, in time and memory of the product of both lengths. Beyond {@link #LARGEST} of that
 * the whole middle counts as replaced.
 */
final class LineDiff {
  private static final long LARGEST = 4_000_000;
  private static final int AROUND = 3;

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A line of the result.
   *
   * @param sign space, minus or plus
   * @param text without line end
   */
  private record Line(char sign, String text) {}

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** Lines with a sign in front, and heads of the parts that differ; empty if nothing does. */
  static List<String> between(String before, String after) {
    LineDiff diff = new LineDiff(before.lines().toList(), after.lines().toList());
    diff.compare();
    return diff.parts();
  }

  private void compare() {
    int from = 0;
    int common = Math.min(before.size(), after.size());
    while (from < common && before.get(from).equals(after.get(from))) {
      from++;
    }
    int end = 0;
    while (end < common - from
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    keep(0, from);
    middle(from, before.size() - end, after.size() - end);
    keep(before.size() - end, before.size());
  }

  private void keep(int from, int to) {
    before.subList(from, to).forEach(text -> lines.add(new Line(' ', text)));
  }

  private void middle(int from, int beforeEnd, int afterEnd) {
    int rows = beforeEnd - from;
    int columns = afterEnd - from;
    if ((long) rows * columns > LARGEST) {
      before.subList(from, beforeEnd).forEach(text -> lines.add(new Line('-', text)));
      after.subList(from, afterEnd).forEach(text -> lines.add(new Line('+', text)));
      return;
    }
    int[][] longest = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        longest[i][j] =
            before.get(from + i).equals(after.get(from + j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && before.get(from + i).equals(after.get(from + j))) {
        lines.add(new Line(' ', before.get(from + i)));
        i++;
        j++;
      } else if (j == columns || (i < rows && longest[i + 1][j] >= longest[i][j + 1])) {
        lines.add(new Line('-', before.get(from + i++)));
      } else {
        lines.add(new Line('+', after.get(from + j++)));
      }
    }
  }

  private List<String> parts() {
    List<String> text = new ArrayList<>();
    int number = 1; // of the line in the text before
    int shownUntil = 0;
    for (int i = 0; i < lines.size(); i++) {
      boolean near = isNear(i);
      if (near) {
        if (i == 0 || shownUntil < i) {
          text.add("@@ line " + number + " @@");
        }
        text.add(lines.get(i).sign() + lines.get(i).text());
        shownUntil = i + 1;
      }
      if (lines.get(i).sign() != '+') {
        number++;
      }
    }
    return text;
  }

  private boolean isNear(int index) {
    int to = Math.min(lines.size(), index + AROUND + 1);
    for (int i = Math.max(0, index - AROUND); i < to; i++) {
      if (lines.get(i).sign() != ' ') {
        return true;
      }
    }
    return false;
  }
}
