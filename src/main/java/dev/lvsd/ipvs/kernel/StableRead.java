package dev.lvsd.ipvs.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a list until it can be trusted.
 *
 * <p>The kernel fills one datagram of a dump at a time and goes on by counting from the start, so
 * that a writer, or a table that resizes itself, makes it repeat or skip entries between two
 * datagrams, and it does not tell. A list that fits into one datagram is always right. A longer one
 * is believed when two readings in a row have the same entries, none of them twice.
 */
final class StableRead {
  /** So many services or servers surely fit into one datagram of the kernel. */
  static final int ONE_DATAGRAM = 64;

  /** More tries would not help against a writer that never rests. */
  static final int ATTEMPTS = 6;

  private StableRead() {}

  /**
   * Reads, and reads again where there is reason to.
   *
   * @param read asks the kernel
   * @param keyOf what makes an entry the same one
   * @return without duplicates, in the kernel's order; the last reading if no two agreed
   */
  static <K, V> List<V> of(Supplier<List<V>> read, Function<V, K> keyOf) {
    List<V> list = read.get();
    if (list.size() <= ONE_DATAGRAM) {
      return list;
    }
    Map<K, V> entries = byKey(list, keyOf);
    for (int attempt = 1; attempt < ATTEMPTS && list.size() > ONE_DATAGRAM; attempt++) {
      boolean repeated = list.size() != entries.size();
      list = read.get();
      Map<K, V> again = byKey(list, keyOf);
      boolean agree =
          !repeated && list.size() == again.size() && again.keySet().equals(entries.keySet());
      entries = again;
      if (agree) {
        break;
      }
    }
    return new ArrayList<>(entries.values());
  }

  private static <K, V> Map<K, V> byKey(List<V> list, Function<V, K> keyOf) {
    Map<K, V> entries = new LinkedHashMap<>(2 * list.size());
    for (V value : list) {
      entries.put(keyOf.apply(value), value);
    }
    return entries;
  }
}
