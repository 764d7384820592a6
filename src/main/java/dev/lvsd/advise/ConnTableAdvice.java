package dev.lvsd.advise;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.TableBits;
import dev.lvsd.model.TableGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How large a connection table should be.
 *
 * @param load what it has to hold
 * @param kernel on which kernel
 * @param bits the {@code conn_tab_bits} to set; from Linux 7.1 on the limit of the table
 * @param buckets how many buckets the table has under that load
 * @param tableBytes memory of these buckets
 * @param entryBytes memory of connections and templates
 * @param chains what a look-up costs
 * @param ruleBits what the rule of the kernel's own documentation gives: a table not far less than
 *     arrivals per second times seconds that each lasts; 200/s x 200 s gives 15
 * @param checks what was checked, and how it ended
 */
public record ConnTableAdvice(
    ConnectionLoad load,
    Kernel kernel,
    int bits,
    long buckets,
    long tableBytes,
    long entryBytes,
    Chains chains,
    int ruleBits,
    List<Check> checks) {
  /** Buckets of a growing table that has next to no connections. */
  private static final long SMALLEST_GROWING = 256;

  /** Chains longer than this on average are worth a larger table. */
  private static final double LONG_CHAIN = 2;

  /**
   * The kernel that has the table.
   *
   * @param release as {@code uname -r} prints it
   * @param geometry how it keeps connections
   * @param loadFactor from 7.1 on: the table grows when it has more than 2^{@code loadFactor}
   *     connections per bucket
   * @param bitsNow the {@code conn_tab_bits} in force; empty if the module is not active
   * @param measured the table as the kernel measures it
   */
  public record Kernel(
      String release,
      TableGeometry geometry,
      int loadFactor,
      OptionalInt bitsNow,
      Optional<ConnTableStatus> measured) {
    /** Refuses nulls. */
    public Kernel {
      requireNonNull(release, "release");
      requireNonNull(geometry, "geometry");
      requireNonNull(bitsNow, "bitsNow");
      requireNonNull(measured, "measured");
    }
  }

  /**
   * One thing that was checked.
   *
   * @param holds whether it is as it should be
   * @param text what was found, and what to do if it does not hold
   */
  public record Check(boolean holds, String text) {}

  /** Copies the list. */
  public ConnTableAdvice {
    checks = List.copyOf(checks);
  }

  /**
   * Calculates.
   *
   * @param load what the table has to hold
   * @param kernel on which kernel
   * @return the advice
   */
  public static ConnTableAdvice of(ConnectionLoad load, Kernel kernel) {
    TableGeometry geometry = kernel.geometry();
    int wanted = Math.max(TableBits.KERNEL_DEFAULT, grown(load, kernel));
    int bits = Math.max(geometry.smallestBits(), Math.min(wanted, geometry.largestBits()));
    long buckets = buckets(load, kernel, bits);
    return new ConnTableAdvice(
        load,
        kernel,
        bits,
        buckets,
        buckets * geometry.bucketBytes(),
        geometry.slab().bytes(load.entries()),
        Chains.of(nodes(load, kernel), buckets),
        ruleBits(load),
        checks(load, kernel, wanted, bits));
  }

  /** Places in chains that a load takes; nat takes two for each from 7.1 on. */
  private static long nodes(ConnectionLoad load, Kernel kernel) {
    boolean twice = kernel.geometry().growing() && load.nat();
    return load.entries() + (twice ? load.connections() : 0);
  }

  /** The table that a load asks for, if nothing limits it. */
  private static int grown(ConnectionLoad load, Kernel kernel) {
    return TableBits.asked(
        Math.max(1, load.entries()), kernel.geometry().growing() ? kernel.loadFactor() : 0);
  }

  private static long buckets(ConnectionLoad load, Kernel kernel, int bits) {
    if (!kernel.geometry().growing()) {
      return 1L << bits;
    }
    int grown = Math.max(0, Math.min(bits, grown(load, kernel)));
    return Math.max(SMALLEST_GROWING, 1L << grown);
  }

  private static int ruleBits(ConnectionLoad load) {
    double bits = Math.log((double) Math.max(1, load.entries())) / Math.log(2);
    return (int) Math.max(TableBits.SMALLEST, Math.round(bits));
  }

  private static List<Check> checks(ConnectionLoad load, Kernel kernel, int wanted, int bits) {
    List<Check> checks = new ArrayList<>();
    int largest = kernel.geometry().largestBits();
    checks.add(bucketForEach(load, bits, largest));
    checks.add(
        new Check(
            bits >= ruleBits(load),
            "the kernel's own rule, a table not far less than arrivals per second x seconds each"
                + " lasts, asks for 2^"
                + ruleBits(load)));
    if (wanted > bits && load.entries() <= 1L << bits) {
      checks.add(
          new Check(
              true,
              "with its load factor the table would grow to 2^"
                  + wanted
                  + "; on this machine it can have 2^"
                  + largest));
    }
    kernel.bitsNow().ifPresent(now -> checks.add(inForce(load, kernel, bits, now)));
    kernel.measured().map(ConnTableAdvice::measured).ifPresent(checks::add);
    return checks;
  }

  private static Check bucketForEach(ConnectionLoad load, int bits, int largest) {
    long entries = load.entries();
    return entries <= 1L << bits
        ? new Check(true, "a bucket for each: 2^" + bits + " >= " + entries + " entries")
        : new Check(
            false,
            "a bucket for each would take 2^"
                + TableBits.asked(entries, 0)
                + ", and this kernel takes 2^"
                + largest
                + " at most");
  }

  private static Check inForce(ConnectionLoad load, Kernel kernel, int bits, int now) {
    if (now >= bits) {
      return new Check(true, "in force is conn_tab_bits=" + now + ", which is enough");
    }
    double mean = Chains.of(nodes(load, kernel), buckets(load, kernel, now)).mean();
    return new Check(
        false,
        String.format(
            Locale.ROOT,
            "in force is conn_tab_bits=%d: chains of %.2f entries; set director.connTabBits: %d",
            now,
            mean,
            bits));
  }

  private static Check measured(ConnTableStatus table) {
    if (table.buckets() == 0) {
      return new Check(true, "measured: there is no table yet, it comes with the first service");
    }
    double mean = Chains.of(table.nodes(), table.buckets()).mean();
    return new Check(
        mean <= LONG_CHAIN,
        String.format(
            Locale.ROOT,
            "measured: %d connections in %d buckets, chains of %.2f entries, the longest has %d",
            table.connections(),
            table.buckets(),
            mean,
            table.longestChain()));
  }
}
