package dev.lvsd.advise;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;

/**
 * How many entries a connection table has to hold at the same time.
 *
 * @param connections connections
 * @param templates entries that remember which client belongs to which server, one per client of a
 *     persistent service
 * @param nat whether the connections are by nat; from Linux 7.1 on these stand in two chains
 * @param origin where the numbers come from, in words
 */
public record ConnectionLoad(long connections, long templates, boolean nat, String origin) {
  /** More than any kernel holds. */
  private static final double LARGEST = 1L << 40;

  /** Refuses negative numbers. */
  public ConnectionLoad {
    requireNonNull(origin, "origin");
    if (connections < 0 || templates < 0) {
      throw new IllegalArgumentException(connections + " connections, " + templates + " templates");
    }
  }

  /**
   * What arrives and stays: as many entries as arrive in the time that each is kept (Little's law).
   *
   * @param perSecond connections that arrive in a second, more than 0
   * @param kept how long a connection's entry is kept: as long as the connection lasts, and the
   *     time-out after its last packet
   * @param persistence how long a client's template is kept; zero without persistence. Every
   *     connection is taken for one of a new client, which is the worst case
   * @param nat whether the connections are by nat
   * @return the load
   */
  public static ConnectionLoad arriving(
      double perSecond, Duration kept, Duration persistence, boolean nat) {
    if (!(perSecond > 0 && perSecond < LARGEST) || kept.isNegative() || persistence.isNegative()) {
      throw new IllegalArgumentException(perSecond + " connections per second");
    }
    String rate = String.format(Locale.ROOT, "%.3f", perSecond).replaceAll("\\.?0+$", "");
    StringBuilder origin = new StringBuilder(rate + "/s x " + kept.toSeconds() + " s");
    if (!persistence.isZero()) {
      origin
          .append(", and a template per client for ")
          .append(persistence.toSeconds())
          .append(" s");
    }
    return new ConnectionLoad(
        entries(perSecond, kept), entries(perSecond, persistence), nat, origin.toString());
  }

  /**
   * Entries in all.
   *
   * @return connections and templates
   */
  public long entries() {
    return connections + templates;
  }

  private static long entries(double perSecond, Duration kept) {
    return (long) Math.ceil(Math.min(LARGEST, perSecond * kept.toMillis() / 1000.0));
  }
}
