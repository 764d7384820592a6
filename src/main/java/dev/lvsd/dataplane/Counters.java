package dev.lvsd.dataplane;

import dev.lvsd.model.Statistics;

/**
 * Counters of a service, a server, or all of them, with their rates. Owner: the forwarding thread.
 *
 * <p>What is shown is what {@link #estimate()} saw, every two seconds, so a reading may be that
 * old. Rates are running averages in fixed point: a quarter of the difference each time.
 *
 * @see "net/netfilter/ipvs/ip_vs_est.c"
 */
final class Counters {
  /** Time between two estimates. */
  static final long INTERVAL_MS = 2000;

  private static final int KINDS = 5;
  private static final int CONNECTIONS = 0;
  private static final int IN_PACKETS = 1;
  private static final int OUT_PACKETS = 2;
  private static final int IN_BYTES = 3;
  private static final int OUT_BYTES = 4;

  private final long[] live = new long[KINDS];
  private final long[] seen = new long[KINDS];
  private final long[] zero = new long[KINDS];
  private final long[] rates = new long[KINDS];

  void connection() {
    live[CONNECTIONS]++;
  }

  void in(int bytes) {
    live[IN_PACKETS]++;
    live[IN_BYTES] += bytes;
  }

  void out(int bytes) {
    live[OUT_PACKETS]++;
    live[OUT_BYTES] += bytes;
  }

  void estimate() {
    for (int kind = 0; kind < KINDS; kind++) {
      long rate = (live[kind] - seen[kind]) << (isBytes(kind) ? 4 : 9);
      rates[kind] += (rate - rates[kind]) >> 2;
      seen[kind] = live[kind];
    }
  }

  private static boolean isBytes(int kind) {
    return kind >= IN_BYTES;
  }

  /** Shows 0 from now on; what came after the last estimate will appear with the next. */
  void zero() {
    for (int kind = 0; kind < KINDS; kind++) {
      zero[kind] = seen[kind];
      rates[kind] = 0;
    }
  }

  Statistics statistics() {
    return new Statistics(
        shown(CONNECTIONS),
        shown(IN_PACKETS),
        shown(OUT_PACKETS),
        shown(IN_BYTES),
        shown(OUT_BYTES),
        rate(CONNECTIONS),
        rate(IN_PACKETS),
        rate(OUT_PACKETS),
        rate(IN_BYTES),
        rate(OUT_BYTES));
  }

  private long shown(int kind) {
    return seen[kind] - zero[kind];
  }

  private long rate(int kind) {
    return isBytes(kind) ? (rates[kind] + 15) >>> 5 : (rates[kind] + 511) >>> 10;
  }
}
