package dev.lvsd.dataplane.connection;

import static dev.lvsd.dataplane.connection.ConnectionTable.NONE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Numbered records of so many longs each. Owner: the forwarding thread.
 *
 * <p>Grows by {@value #SEGMENT} records at a time, which moves nothing. What was taken from the
 * system is never returned; records are used again, the last one first. It lies outside of Java's
 * heap, where no collector has to copy it: hundreds of megabytes would stop every thread for as
 * many milliseconds.
 */
final class Room {
  private static final int SEGMENT_BITS = 10;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int CACHE_LINE = 64;

  private final int words;
  private final int most;
  private LongBuffer[] segments = new LongBuffer[16];
  private int free = NONE;
  private int used;
  private long refused;

  Room(int words, int most) {
    this.words = words;
    this.most = most;
  }

  private int at(int number, int word) {
    return (number & (SEGMENT - 1)) * words + word;
  }

  long get(int number, int word) {
    return segments[number >>> SEGMENT_BITS].get(at(number, word));
  }

  void set(int number, int word, long value) {
    segments[number >>> SEGMENT_BITS].put(at(number, word), value);
  }

  /** A record full of zeros; {@link ConnectionTable#NONE} if there is none left. */
  int take() {
    if (free != NONE) {
      int number = free;
      free = (int) get(number, 0);
      set(number, 0, 0);
      return number;
    }
    if (used == most) {
      refused++;
      return NONE;
    }
    int segment = used >>> SEGMENT_BITS;
    if (segment == segments.length) {
      segments = Arrays.copyOf(segments, 2 * segment);
    }
    if ((used & (SEGMENT - 1)) == 0) {
      segments[segment] =
          ByteBuffer.allocateDirect(8 * words * SEGMENT + CACHE_LINE)
              .alignedSlice(CACHE_LINE)
              .order(ByteOrder.nativeOrder())
              .asLongBuffer();
    }
    return used++;
  }

  /** Takes a record back, which is zero from then on, but for its first word. */
  void giveBack(int number) {
    for (int word = 1; word < words; word++) {
      set(number, word, 0);
    }
    set(number, 0, free);
    free = number;
  }

  /** How often there was none left. */
  long refused() {
    return refused;
  }

  /** Numbers below this one were taken once. */
  int used() {
    return used;
  }

  long bytes() {
    return 8L * words * ((used + SEGMENT - 1L) & -SEGMENT);
  }
}
