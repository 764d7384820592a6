package dev.lvsd.dataplane.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hash of lblc and lblcr: destination addresses, and what was picked for them. Once a minute
 * old entries go. Owner: the forwarding thread.
 *
 * <p>Twenty-nine times out of thirty only a table of more than {@value #ROOMY} entries loses some,
 * those that were idle for six minutes; every thirtieth time all go that were idle for the
 * expiration time. Under {@link Accounting#REWORKED} no entry is added to {@value #FULL}. Under
 * {@link Accounting#CLASSIC} nothing but memory bounds the kernel; here {@value #LIMIT} entries do.
 *
 * @param <E> kind of entry
 */
final class LocalityCache<E extends LocalityEntry> {
  private static final int BITS = 10;
  private static final int BUCKETS = 1 << BITS;
  private static final int ROOMY = 16 * BUCKETS;
  private static final int FULL = 24 * BUCKETS;
  private static final int LIMIT = 1 << 20;
  private static final long INTERVAL_MS = 60_000;
  private static final long IDLE_MS = 6 * 60_000;
  private static final int FULL_CHECK = 30;

  private final List<@Nullable E> buckets = new ArrayList<>(Collections.nCopies(BUCKETS, null));
  private final ArrayDeque<E> unused = new ArrayDeque<>();
  private final Supplier<E> maker;
  private final Accounting accounting;
  private final long expirationMs;
  private int entries;
  private int counted;
  private int rover;
  private int round = 1;
  private long checkAtMs = Long.MIN_VALUE;

  LocalityCache(Supplier<E> maker, Accounting accounting, long expirationMs) {
    this.maker = maker;
    this.accounting = accounting;
    this.expirationMs = expirationMs;
  }

  int entries() {
    return entries;
  }

  @Nullable E find(Flow flow) {
    E each = buckets.get(Flow.hash32(flow.destination(), BITS));
    while (each != null
        && (each.addressHigh != flow.destinationHigh()
            || each.addressLow != flow.destinationLow())) {
      each = next(each);
    }
    return each;
  }

  /** Makes an entry for an address that has none; null if the table is full. */
  @Nullable E add(Flow flow) {
    if (entries >= LIMIT || (accounting == Accounting.REWORKED && counted >= FULL)) {
      return null;
    }
    E entry = unused.isEmpty() ? maker.get() : unused.pop();
    entry.addressHigh = flow.destinationHigh();
    entry.addressLow = flow.destinationLow();
    entry.usedAtMs = flow.nowMs();
    int bucket = Flow.hash32(flow.destination(), BITS);
    entry.next = buckets.get(bucket);
    buckets.set(bucket, entry);
    entries++;
    counted++;
    return entry;
  }

  /** An entry got another server in place of its own; kernels before the rework count it twice. */
  void replaced() {
    if (accounting == Accounting.CLASSIC) {
      counted++;
    }
  }

  void advance(long nowMs) {
    if (checkAtMs == Long.MIN_VALUE) {
      checkAtMs = nowMs + INTERVAL_MS;
    }
    while (nowMs - checkAtMs >= 0) {
      check(checkAtMs);
      checkAtMs += INTERVAL_MS;
    }
  }

  private void check(long nowMs) {
    if (round % FULL_CHECK == 0) {
      forget(nowMs, expirationMs, Integer.MAX_VALUE);
      round = 1;
    } else if (counted <= ROOMY) {
      round++;
    } else {
      forget(nowMs, IDLE_MS, Math.min((counted - ROOMY) * 4 / 3, ROOMY / 2));
    }
  }

  /** Removes what was idle, bucket by bucket, until there was enough of it. */
  private void forget(long nowMs, long idleMs, int enough) {
    int goal = enough;
    int bucket = rover;
    for (int i = 0; i < BUCKETS && goal > 0; i++) {
      bucket = (bucket + 1) & (BUCKETS - 1);
      goal -= forgetIn(bucket, nowMs, idleMs);
    }
    rover = bucket;
  }

  private int forgetIn(int bucket, long nowMs, long idleMs) {
    int forgotten = 0;
    E before = null;
    E each = buckets.get(bucket);
    while (each != null) {
      E next = next(each);
      if (nowMs - each.usedAtMs < idleMs) {
        before = each;
      } else {
        if (before == null) {
          buckets.set(bucket, next);
        } else {
          before.next = next;
        }
        each.clear();
        unused.push(each);
        forgotten++;
      }
      each = next;
    }
    entries -= forgotten;
    counted -= forgotten;
    return forgotten;
  }

  @SuppressWarnings("unchecked") // a chain has entries of one kind
  private @Nullable E next(E entry) {
    return (E) entry.next;
  }
}
