package dev.lvsd.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The connection table of a network namespace as the kernel measures it; kernels before 7.1 do not.
 *
 * @param connections entries, templates included
 * @param buckets buckets now; 0 before the first service
 * @param loadFactor the table grows when it has more than 2^{@code loadFactor} entries per bucket
 * @param emptyBuckets buckets without an entry
 * @param bucketsByLength how many buckets have a chain of each length; a connection by nat stands
 *     in two chains
 */
public record ConnTableStatus(
    long connections,
    long buckets,
    int loadFactor,
    long emptyBuckets,
    SortedMap<Integer, Long> bucketsByLength) {
  /** Copies the map. */
  public ConnTableStatus {
    bucketsByLength = Collections.unmodifiableSortedMap(new TreeMap<>(bucketsByLength));
  }

  /**
   * Places in chains that are taken.
   *
   * @return one or two for each connection
   */
  public long nodes() {
    return bucketsByLength.entrySet().stream()
        .mapToLong(chain -> chain.getKey() * chain.getValue())
        .sum();
  }

  /**
   * The longest chain.
   *
   * @return 0 if the table is empty
   */
  public int longestChain() {
    return bucketsByLength.isEmpty() ? 0 : bucketsByLength.lastKey();
  }
}
