package dev.lvsd.model;

import java.util.List;

/**
 * Everything that one run was given: the clusters of all files and documents.
 *
 * @param clusters in the order of files and documents; names and service keys are unique
 */
public record Definition(List<Cluster> clusters) {
  /** Copies the list. */
  public Definition {
    clusters = List.copyOf(clusters);
  }
}
