package dev.lvsd.reconcile;

import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import java.util.Optional;
import java.util.Set;

/**
 * How a change of a plan is made.
 *
 * @param index place of the change in the plan
 * @param change the change
 * @param phase when it is made
 * @param command what the data plane is told
 * @param race what it means when another writer was faster
 */
record Step(int index, Change change, Phase phase, IpvsCommand command, Race race) {
  /** Changes of one phase do not depend on each other and go to the data plane together. */
  enum Phase {
    /** Time-outs, and services created and updated. */
    SERVICES,
    /** Servers added and updated. */
    SERVERS,
    /** Servers that go get no new connections. */
    QUIESCES,
    /** What goes at once goes. */
    REMOVALS,
    /** What waits for connections to end goes when they have ended. */
    DRAINS
  }

  /**
   * Refusals that say that another writer was faster.
   *
   * @param errnos such a refusal has one of these numbers
   * @param instead what reaches the same end then; empty: the end is reached already
   */
  record Race(Set<Integer> errnos, Optional<IpvsCommand> instead) {
    /** No refusal is to be expected. */
    static final Race NONE = new Race(Set.of(), Optional.empty());

    /** The object was to go, and is gone. */
    static Race fulfilledBy(Integer... errnos) {
      return new Race(Set.of(errnos), Optional.empty());
    }

    /** The object appeared or disappeared meanwhile. */
    static Race insteadOn(int errno, IpvsCommand command) {
      return new Race(Set.of(errno), Optional.of(command));
    }
  }

  /** The service concerned; to be asked only of changes that have one. */
  ServiceKey service() {
    if (change instanceof Change.OfService ofService) {
      return ofService.service();
    }
    throw new IllegalStateException(change + " concerns no service");
  }

  /** The same change by the other command, which gets no second chance. */
  Step instead(IpvsCommand other) {
    return new Step(index, change, phase, other, Race.NONE);
  }
}
