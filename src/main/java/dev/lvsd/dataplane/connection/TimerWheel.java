package dev.lvsd.dataplane.connection;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Whose time is up. Three rings of 256 slots; a tick is 16 ms, so the rings cover 4 s, 17 minutes
 * and three days; what is later waits in the last slot and goes round again. Owner: the forwarding
 * thread.
 *
 * <p>A packet that prolongs a connection only writes its expiry; the connection stays in its slot
 * and moves on when the slot comes up. Nothing fires early; it fires in the tick after its expiry,
 * or later if {@link #advance} is called seldom.
 *
 * @see "Varghese, Lauck: Hashed and Hierarchical Timing Wheels, scheme 7"
 */
public final class TimerWheel {
  /** Value of the back link of what is in no slot. */
  static final int UNLINKED = Integer.MIN_VALUE;

  private static final int TICK_BITS = 4;
  private static final int RING_BITS = 8;
  private static final int RING = 1 << RING_BITS;
  private static final int RINGS = 3;

  private final ConnectionTable table;
  private final int[] slots = new int[RINGS * RING];
  private final long originMs;
  private long tick;

  /**
   * A wheel without connections.
   *
   * @param table whose connections it times
   * @param nowMs the origin of time
   */
  public TimerWheel(ConnectionTable table, long nowMs) {
    this.table = table;
    this.originMs = nowMs;
    Arrays.fill(slots, ConnectionTable.NONE);
  }

  /**
   * Sets when a connection expires, whether it was timed before or not.
   *
   * @param connection which
   * @param atMs when
   */
  public void expireAt(int connection, long atMs) {
    table.expiresAtMs(connection, atMs);
    long due = dueTick(atMs);
    if (table.timerPrevious(connection) == UNLINKED) {
      link(connection, due);
    } else if ((int) due - table.timerTick(connection) < 0) {
      unlink(connection);
      link(connection, due);
    }
  }

  private long dueTick(long atMs) {
    long due = (atMs - originMs + (1 << TICK_BITS) - 1) >> TICK_BITS;
    // further than the rings reach would look like the past
    return Math.min(due, tick + (1 << (RINGS * RING_BITS)) - RING);
  }

  /**
   * Times a connection no more.
   *
   * @param connection which; need not be timed
   */
  public void cancel(int connection) {
    if (table.timerPrevious(connection) != UNLINKED) {
      unlink(connection);
    }
  }

  /**
   * Lets time go by.
   *
   * @param nowMs not before the last one
   * @param atMost how many may fire; the rest fires at the next call
   * @param expired called with each connection whose time is up, which is then timed no more; may
   *     time and cancel any
   * @return how many fired
   */
  public int advance(long nowMs, int atMost, IntConsumer expired) {
    long target = (nowMs - originMs) >> TICK_BITS;
    int fired = 0;
    while (fired < atMost) {
      int first = slots[slot(0, tick)];
      if (first != ConnectionTable.NONE) {
        unlink(first);
        if (table.expiresAtMs(first) <= nowMs) {
          fired++;
          expired.accept(first);
        } else {
          link(first, Math.max(dueTick(table.expiresAtMs(first)), tick + 1));
        }
      } else if (tick < target) {
        tick++;
        cascade();
      } else {
        return fired;
      }
    }
    return fired;
  }

  /** Brings what a slot of an outer ring holds closer, when the inner ring begins anew. */
  private void cascade() {
    for (int ring = 1; ring < RINGS && (tick & ((1 << (ring * RING_BITS)) - 1)) == 0; ring++) {
      int slot = slot(ring, tick);
      while (slots[slot] != ConnectionTable.NONE) {
        int each = slots[slot];
        unlink(each);
        link(each, Math.max(dueTick(table.expiresAtMs(each)), tick));
      }
    }
  }

  private static int slot(int ring, long tick) {
    return ring * RING + (int) ((tick >>> (ring * RING_BITS)) & (RING - 1));
  }

  private void link(int connection, long due) {
    long at = Math.max(due, tick);
    long distance = at - tick;
    int ring = distance < RING ? 0 : distance < RING * RING ? 1 : 2;
    int slot = slot(ring, at);
    int first = slots[slot];
    table.timerTick(connection, (int) at);
    table.timerNext(connection, first);
    table.timerPrevious(connection, ~slot);
    if (first != ConnectionTable.NONE) {
      table.timerPrevious(first, connection);
    }
    slots[slot] = connection;
  }

  private void unlink(int connection) {
    int next = table.timerNext(connection);
    int previous = table.timerPrevious(connection);
    if (previous < 0) {
      slots[~previous] = next;
    } else {
      table.timerNext(previous, next);
    }
    if (next != ConnectionTable.NONE) {
      table.timerPrevious(next, previous);
    }
    table.timerPrevious(connection, UNLINKED);
  }
}
