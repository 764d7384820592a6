package dev.lvsd.bench;

import dev.lvsd.dataplane.connection.ConnectionKey;
import dev.lvsd.dataplane.connection.ConnectionTable;
import dev.lvsd.model.ForwardingMethod;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Random;

/**
 * What many connections cost: bytes, time of a look-up, time of a packet, and the longest that one
 * new connection took while the table filled, with the memory that it had to be given. One line for
 * each number of connections.
 *
 * <p>Times are those of the thread on its processor, so that a machine with other work to do gives
 * the same; what the collector took is told apart.
 */
public final class Capacity {
  private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000, 4_000_000};
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LOOK_UPS = 2_000_000;

  private Capacity() {}

  /**
   * Prints the table.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    warmUp();
    System.out.printf(
        "%11s %10s %12s %12s %12s %12s %10s %8s%n",
        "connections",
        "bytes each",
        "memory, ns",
        "look-up, ns",
        "packet, ns",
        "new, ns",
        "worst, ms",
        "GC, ms");
    for (int size : SIZES) {
      measure(size, true);
    }
  }

  private static void warmUp() {
    for (int round = 0; round < 3; round++) {
      measure(200_000, false);
    }
  }

  private static long collectingMs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static void measure(int size, boolean print) {
    System.gc();
    long collecting = collectingMs();
    OneDirector director = new OneDirector(ForwardingMethod.NAT);
    long worst = 0;
    long began = THREADS.getCurrentThreadCpuTime();
    long before = began;
    for (int client = 0; client < size; client++) {
      director.fromClient(client, OneDirector.SYN, 0);
      long now = THREADS.getCurrentThreadCpuTime();
      worst = Math.max(worst, now - before);
      before = now;
    }
    double each = (double) (before - began) / size;
    collecting = collectingMs() - collecting;
    double packet = packets(director, size);
    double lookUp = lookUps(size);
    if (print) {
      System.out.printf(
          "%,11d %10.1f %12.0f %12.0f %12.0f %12.0f %10.3f %8d%n",
          size,
          bytes / (double) size,
          memory(bytes),
          lookUp,
          packet,
          each,
          worst / 1e6,
          collecting);
    }
  }

  private static double packets(OneDirector director, int size) {
    Random random = new Random(1);
    long began = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < LOOK_UPS; i++) {
      director.fromClient(random.nextInt(size), OneDirector.ACK, 0);
    }
    return (double) (THREADS.getCurrentThreadCpuTime() - began) / LOOK_UPS;
  }

  private static long bytes;

  /** Reads anywhere in as much memory, each after the one before: what a single miss costs here. */
  private static double memory(long bytes) {
    LongBuffer memory = ByteBuffer.allocateDirect((int) bytes).asLongBuffer();
    for (int i = 0; i < memory.limit(); i++) {
      memory.put(i, i * 0x9e3779b97f4a7c15L);
    }
    long at = 1;
    long began = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < LOOK_UPS; i++) {
      at += memory.get((int) Long.remainderUnsigned(at * 0xbf58476d1ce4e5b9L, memory.limit()));
    }
    long took = THREADS.getCurrentThreadCpuTime() - began;
    if (at == 0) {
      throw new IllegalStateException("nobody reads the memory");
    }
    return (double) took / LOOK_UPS;
  }

  /** Only the table, without packets: both directions in turn. */
  private static double lookUps(int size) {
    ConnectionTable table = new ConnectionTable(1, size);
    ConnectionKey key = new ConnectionKey();
    for (int client = 0; client < size; client++) {
      table.hash(table.create(client(key, client), 0, 9, 8080, ConnectionTable.NAT, 0));
    }
    bytes = table.bytes();
    Random random = new Random(2);
    int found = 0;
    long began = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < LOOK_UPS; i++) {
      found += table.findIncoming(client(key, random.nextInt(size))) >= 0 ? 1 : 0;
    }
    long took = THREADS.getCurrentThreadCpuTime() - began;
    if (found != LOOK_UPS) {
      throw new IllegalStateException(found + " of " + LOOK_UPS + " connections were found");
    }
    return (double) took / LOOK_UPS;
  }

  private static ConnectionKey client(ConnectionKey key, int client) {
    return key.of(false, 6)
        .from(0, 0x0b000001L + client / 50_000, 1024 + client % 50_000)
        .to(0, 7, 80);
  }
}
