package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.plan.HostChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells the neighbours about VIPs that arrived: once right away, and again at intervals, since
 * nobody answers an announcement and one may be lost.
 */
final class Announcements {
  private final Host host;
  private final Waiter waiter;
  private final List<HostChange.AddVip> arrived = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  Announcements(Host host, Waiter waiter) {
    this.host = host;
    this.waiter = waiter;
  }

  /** Announces what was added, for the first time. */
  void begin(List<Step.OfHost> vips, Outcomes outcomes) {
    for (Step.OfHost step : vips) {
      if (outcomes.isDone(step) && step.change() instanceof HostChange.AddVip vip) {
        arrived.add(vip);
      }
    }
    arrived.removeIf(vip -> !announce(vip));
  }

  /** Announces again as often as is wanted; an interrupted thread stops. */
  void repeat() {
    int rounds = arrived.stream().mapToInt(vip -> vip.announcing().count()).max().orElse(0);
    Duration gap =
        arrived.stream()
            .map(vip -> vip.announcing().gap())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    for (int round = 1; round < rounds && waiter.pause(gap); round++) {
      for (HostChange.AddVip vip : List.copyOf(arrived)) {
        if (round < vip.announcing().count() && !announce(vip)) {
          arrived.remove(vip);
        }
      }
    }
  }

  /** What could not be announced, one sentence each. */
  List<String> failures() {
    return failures;
  }

  private boolean announce(HostChange.AddVip vip) {
    try {
      host.execute(new HostCommand.Announce(vip.address()));
      return true;
    } catch (LvsdException e) {
      failures.add(e.getMessage() + "; neighbours find it out when their entries expire");
      return false;
    }
  }
}
