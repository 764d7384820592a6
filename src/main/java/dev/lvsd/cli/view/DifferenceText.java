package dev.lvsd.cli.view;

import dev.lvsd.cli.view.Paint.Hue;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import java.io.PrintWriter;

/** The difference of two entries of the history for people. */
final class DifferenceText {
  private final PrintWriter out;
  private final Paint paint;

  DifferenceText(PrintWriter out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  void write(Difference difference) {
    if (difference.clusters().isEmpty()) {
      out.println(
          "No difference: entries "
              + difference.from()
              + " and "
              + difference.to()
              + " want the same.");
    }
    for (Difference.ClusterDifference cluster : difference.clusters()) {
      out.println(title(cluster.change()));
      cluster.lines().forEach(line -> out.println(painted(line)));
    }
  }

  private static String title(ClusterChange change) {
    return switch (change.kind()) {
      case ADDED -> "cluster " + change.cluster() + ", added";
      case CHANGED -> "cluster " + change.cluster();
      case REMOVED -> "cluster " + change.cluster() + ", removed";
    };
  }

  private String painted(String line) {
    if (line.startsWith("+")) {
      return paint.in(Hue.ADD, line);
    }
    return line.startsWith("-") ? paint.in(Hue.REMOVE, line) : line;
  }
}
