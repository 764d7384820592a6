package dev.lvsd.dataplane.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * A real server as schedulers see it: weight, thresholds, connection counts, and the overload flag
 * that follows from them. Owner: the forwarding thread.
 *
 * <p>Linked into one {@link DestinationList}; after it was taken out, schedulers may still hold it
 * until they notice that it is not available. Templates are counted apart: under {@link
 * Accounting#REWORKED} they have no influence, under {@link Accounting#CLASSIC} they only make the
 * thresholds be looked at.
 *
 * @see "net/netfilter/ipvs/ip_vs_conn.c: ip_vs_bind_dest(), ip_vs_unbind_dest()"
 */
public class Destination {
  private final Accounting accounting;
  private final int folded;
  private final int port;

  private int weight;
  private int lastWeight;
  private long upperThreshold;
  private long lowerThreshold;
  private int active;
  private int total;
  private int templates;
  private boolean overloaded;
  private boolean available;

  @Nullable Destination next;
  @Nullable Destination previous;

  /**
   * A server without weight, thresholds and connections.
   *
   * @param accounting how connections are weighed
   * @param addressHigh first half of an IPv6 address, 0 for IPv4
   * @param addressLow second half, or the IPv4 address
   * @param port in host order
   */
  public Destination(Accounting accounting, long addressHigh, long addressLow, int port) {
    this.accounting = accounting;
    this.folded = Flow.fold(addressHigh, addressLow);
    this.port = port;
  }

  /**
   * Sets weight and thresholds: the server was added, or edited.
   *
   * @param newWeight 0 to 2147483647
   * @param newUpper 0 for none
   * @param newLower at most {@code newUpper}
   */
  public void configure(int newWeight, long newUpper, long newLower) {
    weight = newWeight;
    if (newWeight != 0) {
      lastWeight = newWeight;
    }
    boolean changed = newUpper != upperThreshold || newLower != lowerThreshold;
    if (accounting == Accounting.CLASSIC) {
      if (newUpper == 0 || newUpper > upperThreshold) {
        overloaded = false;
      }
    }
    upperThreshold = newUpper;
    lowerThreshold = newLower;
    if (accounting == Accounting.REWORKED && changed) {
      if (upperThreshold == 0 || total < effectiveLower()) {
        overloaded = false;
      } else if (total >= upperThreshold) {
        overloaded = true;
      }
    }
  }

  /** Forgets the weight that it had, because the server comes back; to be configured then. */
  public void forgetWeight() {
    lastWeight = 0;
  }

  /** Counts a new connection; it is inactive until {@link #activated()}. */
  public void bound() {
    total++;
    if (upperThreshold == 0) {
      return;
    }
    if (accounting == Accounting.CLASSIC) {
      overloadAtUpper();
    } else if (total == upperThreshold && total >= effectiveLower()) {
      overloaded = true;
    }
  }

  /** Counts a new persistence template. */
  public void boundTemplate() {
    templates++;
    if (accounting == Accounting.CLASSIC && upperThreshold != 0) {
      overloadAtUpper();
    }
  }

  private void overloadAtUpper() {
    if (total >= upperThreshold) {
      overloaded = true;
    }
  }

  /**
   * Counts the end of a connection.
   *
   * @param wasActive whether it was active to the end
   */
  public void unbound(boolean wasActive) {
    int before = total--;
    if (wasActive) {
      active--;
    }
    if (accounting == Accounting.CLASSIC) {
      relieve();
    } else if (upperThreshold != 0 && before == effectiveLower()) {
      overloaded = total >= upperThreshold;
    }
  }

  /** Counts the end of a persistence template. */
  public void unboundTemplate() {
    templates--;
    if (accounting == Accounting.CLASSIC) {
      relieve();
    }
  }

  private void relieve() {
    if (lowerThreshold != 0) {
      if (total < lowerThreshold) {
        overloaded = false;
      }
    } else if (upperThreshold == 0 || total * 4L < upperThreshold * 3) {
      overloaded = false;
    }
  }

  private long effectiveLower() {
    return lowerThreshold != 0 ? lowerThreshold : upperThreshold - (upperThreshold >> 2);
  }

  /** A connection became active. */
  public void activated() {
    active++;
  }

  /** A connection is active no more. */
  public void deactivated() {
    active--;
  }

  /**
   * Weight as configured.
   *
   * @return 0 keeps new connections away
   */
  public int weight() {
    return weight;
  }

  /**
   * The last weight that was not 0 since the server was added; tables of mh do not change when a
   * server is quiesced.
   *
   * @return 0 if the weight never was anything else
   */
  int lastWeight() {
    return lastWeight;
  }

  /**
   * Connections in an active state.
   *
   * @return never negative
   */
  public int active() {
    return active;
  }

  /**
   * Connections in another state.
   *
   * @return never negative
   */
  public int inactive() {
    return total - active;
  }

  /**
   * All connections, without templates.
   *
   * @return never negative
   */
  public int total() {
    return total;
  }

  /**
   * Persistence templates.
   *
   * @return never negative
   */
  public int templates() {
    return templates;
  }

  /**
   * Whether the upper threshold was reached and the lower one not yet fallen below.
   *
   * @return schedulers pass over an overloaded server
   */
  public boolean isOverloaded() {
    return overloaded;
  }

  /**
   * Whether the server is configured.
   *
   * @return false after it was removed
   */
  public boolean isAvailable() {
    return available;
  }

  void available(boolean now) {
    available = now;
  }

  /** Neither overloaded nor quiesced. */
  final boolean takes() {
    return weight > 0 && !overloaded;
  }

  /** What wlc and its kin compare: 32-bit arithmetic, as in the kernel. */
  final int overhead() {
    return (active << 8) + (accounting == Accounting.CLASSIC ? total - active : total);
  }

  final int folded() {
    return folded;
  }

  /**
   * Port as configured.
   *
   * @return 0 keeps the port of the packet
   */
  public int port() {
    return port;
  }
}
