package dev.lvsd.cli.view;

import dev.lvsd.model.HistoryEntry.ClusterChange;
import java.util.List;
import java.util.SortedMap;

/**
 * Two entries of the history, compared.
 *
 * @param from number of the one
 * @param to number of the other
 * @param clusters those that differ, in the order of names
 */
public record Difference(int from, int to, List<ClusterDifference> clusters) {
  /** Copies the list. */
  public Difference {
    clusters = List.copyOf(clusters);
  }

  /**
   * A cluster that differs.
   *
   * @param change what happened to it
   * @param lines of its text: those that went begin with a minus, those that came with a plus
   */
  public record ClusterDifference(ClusterChange change, List<String> lines) {
    /** Copies the list. */
    public ClusterDifference {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Compares.
   *
   * @param from number of the one entry
   * @param before its texts by cluster
   * @param to number of the other entry
   * @param after its texts by cluster
   * @return the difference
   */
  public static Difference between(
      int from, SortedMap<String, String> before, int to, SortedMap<String, String> after) {
    return new Difference(
        from,
        to,
        ClusterChange.between(before, after).stream()
            .map(
                change ->
                    new ClusterDifference(
                        change,
                        LineDiff.between(
                            before.getOrDefault(change.cluster(), ""),
                            after.getOrDefault(change.cluster(), ""))))
            .toList());
  }
}
