package dev.lvsd.dataplane.connection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Chains of connections by hash, grown one bucket at a time (linear hashing), so that no insert
 * ever waits for a whole table to be moved. Owner: the forwarding thread.
 *
 * <p>Subclasses say where the link of a connection is kept. The newest of a chain comes first.
 *
 * @see "Litwin: Linear hashing: a new tool for file and table addressing"
 */
abstract class HashIndex {
  private static final int SEGMENT_BITS = 12;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int FIRST_SIZE = 1 << 8;

  private final long seed;
  private IntBuffer[] segments = {emptySegment()};
  private int level = FIRST_SIZE;
  private int split;
  private int size;

  HashIndex(long seed) {
    this.seed = seed;
  }

  /** Outside of Java's heap, as {@link Room}. */
  private static IntBuffer emptySegment() {
    IntBuffer segment =
        ByteBuffer.allocateDirect(4 * SEGMENT).order(ByteOrder.nativeOrder()).asIntBuffer();
    for (int i = 0; i < SEGMENT; i++) {
      segment.put(i, ConnectionTable.NONE);
    }
    return segment;
  }

  /** What follows a connection in its chain. */
  abstract int link(int connection);

  /** Sets what follows a connection in its chain. */
  abstract void link(int connection, int next);

  /** The hash by which a connection is found. */
  abstract int hashOf(int connection);

  final int hash(ConnectionKey key) {
    return hash(
        key.sourceHigh,
        key.sourceLow,
        key.sourcePort,
        key.destinationHigh,
        key.destinationLow,
        key.destinationPort,
        key.protocol);
  }

  final int hash(
      long fromHigh,
      long fromLow,
      int fromPort,
      long toHigh,
      long toLow,
      int toPort,
      int protocol) {
    long x = fold(fromHigh ^ seed, fromLow ^ 0xa0761d6478bd642fL);
    x = fold(toHigh ^ x, toLow ^ 0xe7037ed1a0b428dbL);
    long rest = ((long) fromPort << 24) | ((long) toPort << 8) | protocol;
    x = fold(rest ^ x, seed ^ 0x8ebc6af09c88c6e3L);
    return (int) (x ^ (x >>> 32));
  }

  private static long fold(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b);
  }

  final int buckets() {
    return level + split;
  }

  final long bytes() {
    return 4L * ((buckets() + SEGMENT - 1L) & -SEGMENT);
  }

  private int bucket(int hash) {
    int bucket = hash & (level - 1);
    return bucket < split ? hash & (2 * level - 1) : bucket;
  }

  private int head(int bucket) {
    return segments[bucket >>> SEGMENT_BITS].get(bucket & (SEGMENT - 1));
  }

  private void head(int bucket, int connection) {
    segments[bucket >>> SEGMENT_BITS].put(bucket & (SEGMENT - 1), connection);
  }

  /** The first of the chain that a hash leads to. */
  final int first(int hash) {
    return head(bucket(hash));
  }

  final void insert(int connection) {
    if (size++ >= buckets()) {
      splitOne();
    }
    int bucket = bucket(hashOf(connection));
    link(connection, head(bucket));
    head(bucket, connection);
  }

  final void remove(int connection) {
    int bucket = bucket(hashOf(connection));
    int each = head(bucket);
    if (each == connection) {
      head(bucket, link(connection));
    } else {
      while (link(each) != connection) {
        each = link(each);
      }
      link(each, link(connection));
    }
    size--;
  }

  /** Shares the chain of one bucket with a new one, in the same order. */
  private void splitOne() {
    int added = level + split;
    int segment = added >>> SEGMENT_BITS;
    if (segment == segments.length) {
      segments = Arrays.copyOf(segments, 2 * segment);
    }
    if ((added & (SEGMENT - 1)) == 0) {
      segments[segment] = emptySegment();
    }
    int each = head(split);
    int lastLow = ConnectionTable.NONE;
    int lastHigh = ConnectionTable.NONE;
    head(split, ConnectionTable.NONE);
    head(added, ConnectionTable.NONE);
    while (each != ConnectionTable.NONE) {
      int next = link(each);
      link(each, ConnectionTable.NONE);
      if ((hashOf(each) & level) == 0) {
        append(split, lastLow, each);
        lastLow = each;
      } else {
        append(added, lastHigh, each);
        lastHigh = each;
      }
      each = next;
    }
    if (++split == level) {
      level *= 2;
      split = 0;
    }
  }

  private void append(int bucket, int last, int connection) {
    if (last == ConnectionTable.NONE) {
      head(bucket, connection);
    } else {
      link(last, connection);
    }
  }
}
