package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

/**
 * How a kernel keeps IPVS connections in memory, and how large it lets the table of them be.
 *
 * @param growing whether each network namespace has a table that grows and shrinks by itself, so
 *     that {@code conn_tab_bits} is only its limit (from 7.1 on)
 * @param smallestBits smallest {@code conn_tab_bits} that the kernel takes as it is
 * @param largestBits largest {@code conn_tab_bits} that the kernel takes as it is
 * @param bucketBytes bytes of a bucket of the table
 * @param slab how connections lie in memory
 * @param measured whether {@code slab} was read from this kernel, rather than known of its release
 */
public record TableGeometry(
    boolean growing,
    int smallestBits,
    int largestBits,
    int bucketBytes,
    Slab slab,
    boolean measured) {
  /**
   * Blocks of pages that are cut into objects of one size.
   *
   * @param objectBytes bytes from one object to the next
   * @param objects objects in a block
   * @param blockBytes bytes of a block
   */
  public record Slab(int objectBytes, int objects, int blockBytes) {
    /** Refuses what does not fit into the block. */
    public Slab {
      if (objectBytes < 1 || objects < 1 || (long) objectBytes * objects > blockBytes) {
        throw new IllegalArgumentException(
            objects + " objects of " + objectBytes + " bytes in " + blockBytes + " bytes");
      }
    }

    /**
     * The memory of some objects.
     *
     * @param count how many
     * @return bytes of the blocks that they fill
     */
    public long bytes(long count) {
      return (count + objects - 1) / objects * blockBytes;
    }
  }

  private static final int PAGE = 4096;

  /** A connection of 6.1 to 7.2 has 288 to 312 bytes and lies on a cache line's boundary. */
  private static final Slab CONNECTION = new Slab(320, PAGE / 320, PAGE);

  /** Before 2.6.39: a bucket was two pointers, and a connection 192 bytes. */
  private static final Slab CLASSIC_CONNECTION = new Slab(192, PAGE / 192, PAGE);

  /** Refuses null. */
  public TableGeometry {
    requireNonNull(slab, "slab");
  }

  /**
   * What is known of a release, on a 64-bit machine.
   *
   * <p>Source: ip_vs_conn.c. Up to 6.4 the largest size is 20 bits; 27 from there on, and in late
   * releases of 6.1. From 6.5 on the kernel also keeps it below what half of the memory can fill
   * with four connections per bucket, from 7.1 on below what all of it could fill with one in two;
   * it takes a larger wish as this limit, without a word.
   *
   * @param release of the kernel
   * @param memoryPages pages of memory, of 4096 bytes
   * @return sizes and limits
   */
  public static TableGeometry of(KernelRelease release, long memoryPages) {
    boolean classic = !release.isAtLeast(2, 7) && release.patch() < 39;
    return new TableGeometry(
        release.isAtLeast(7, 1),
        TableBits.SMALLEST,
        largest(release, memoryPages),
        classic ? 16 : 8,
        classic ? CLASSIC_CONNECTION : CONNECTION,
        false);
  }

  /**
   * The same with connections as this kernel really has them.
   *
   * @param slab as read from the kernel
   * @return the same limits
   */
  public TableGeometry withMeasured(Slab slab) {
    return new TableGeometry(growing, smallestBits, largestBits, bucketBytes, slab, true);
  }

  private static int largest(KernelRelease release, long memoryPages) {
    if (!release.isAtLeast(6, 5)) {
      boolean backported = release.major() == 6 && release.minor() == 1 && release.patch() >= 176;
      return backported ? TableBits.LARGEST : 20;
    }
    int pagesLog = 64 - Long.numberOfLeadingZeros(Math.max(1, memoryPages) - 1);
    int byMemory = release.isAtLeast(7, 1) ? pagesLog + 3 : pagesLog;
    return Math.max(TableBits.SMALLEST, Math.min(TableBits.LARGEST, byMemory));
  }
}
