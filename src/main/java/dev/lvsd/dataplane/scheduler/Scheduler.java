package dev.lvsd.dataplane.scheduler;

import dev.lvsd.model.SchedulerFlag;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks a server for a new connection or template. Owner: the forwarding thread, which also tells
 * it of each change of its list.
 */
public abstract class Scheduler {
  /** The servers to pick from. */
  protected final DestinationList destinations;

  /** For a list that may have servers already. */
  Scheduler(DestinationList destinations) {
    this.destinations = destinations;
  }

  /**
   * Picks. Allocates nothing, except that lblc and lblcr grow to a bound.
   *
   * @param flow of the packet
   * @return null if no server can take the connection
   */
  public abstract @Nullable Destination pick(Flow flow);

  /**
   * A server was put into the list.
   *
   * @param destination which
   */
  public void added(Destination destination) {
    // most look at the list when they pick
  }

  /**
   * A server was taken out of the list.
   *
   * @param destination which
   * @param before what stood before it
   */
  public void removed(Destination destination, Destination before) {
    // most look at the list when they pick
  }

  /**
   * Weight or thresholds of a server changed.
   *
   * @param destination which
   */
  public void updated(Destination destination) {
    // most look at the list when they pick
  }

  /**
   * The flags of the service were set; they count from the next pick on.
   *
   * @param flags all that are set
   */
  public void flags(Set<SchedulerFlag> flags) {
    // only sh and mh have some
  }

  /**
   * Time goes by. To be called at least every few seconds.
   *
   * @param nowMs from the same origin as that of {@link Flow}
   */
  public void advance(long nowMs) {
    // only lblc and lblcr forget
  }
}
