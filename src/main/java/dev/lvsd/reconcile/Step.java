package dev.lvsd.reconcile;

import dev.lvsd.host.HostCommand;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import java.util.Optional;
import java.util.Set;

/** How a change of a plan is made. */
sealed interface Step {
  /** When changes are made, in this order. Changes of one phase do not depend on each other. */
  enum Phase {
    /** Modules configured, and loaded. */
    MODULES,
    /** The table anew, in another size. */
    RELOAD,
    /** Sysctls, now and at boot. */
    SYSCTLS,
    /** Time-outs, and services created and updated. */
    SERVICES,
    /** Servers added and updated. */
    SERVERS,
    /** VIPs of services that are filled. */
    VIPS,
    /** Sync daemons that run with other settings, or should not run. */
    SYNC_STOPS,
    /** Sync daemons. */
    SYNC_STARTS,
    /** Servers that go get no new connections. */
    QUIESCES,
    /** What goes at once goes. */
    REMOVALS,
    /** What waits for connections to end goes when they have ended. */
    DRAINS,
    /** VIPs and sysctls that nothing needs any more. */
    DEPARTURES
  }

  /** Place of the change in the plan. */
  int index();

  /** The change. */
  Change change();

  /** When it is made. */
  Phase phase();

  /**
   * A change of the table, which goes to the data plane together with others of its phase.
   *
   * @param index place of the change in the plan
   * @param change the change
   * @param phase when it is made
   * @param command what the data plane is told
   * @param race what it means when another writer was faster
   */
  record OfTable(int index, Change change, Phase phase, IpvsCommand command, Race race)
      implements Step {
    /** The service concerned; to be asked only of changes that have one. */
    ServiceKey service() {
      if (change instanceof Change.OfService ofService) {
        return ofService.service();
      }
      throw new IllegalStateException(change + " concerns no service");
    }

    /** The same change by the other command, which gets no second chance. */
    OfTable instead(IpvsCommand other) {
      return new OfTable(index, change, phase, other, Race.NONE);
    }
  }

  /**
   * A change of the host.
   *
   * @param index place of the change in the plan
   * @param change the change
   * @param phase when it is made
   * @param command what the host is told
   */
  record OfHost(int index, HostChange change, Phase phase, HostCommand command) implements Step {}

  /**
   * The table anew.
   *
   * @param index place of the change in the plan
   * @param change the change
   */
  record Reload(int index, HostChange.ReloadModule change) implements Step {
    @Override
    public Phase phase() {
      return Phase.RELOAD;
    }
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
}
