package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.InterfaceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Tells the neighbours where VIPs are: once right away, and again at intervals, since nobody
 * answers an announcement and one may be lost. Belongs to one thread.
 */
public final class Announcer {
  private final Host host;
  private final Waiter waiter;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * Announces on a host.
   *
   * @param host where the VIPs are
   * @param waiter how time passes
   */
  public Announcer(Host host, Waiter waiter) {
    this.host = host;
    this.waiter = waiter;
  }

  /**
   * Announces a VIP, for the first time.
   *
   * @param vip the address that is there
   * @param how how often {@link #repeat} announces it
   */
  public void begin(InterfaceAddress vip, Announcing how) {
    Turn turn = new Turn(vip, how);
    turns.add(turn);
    turn.announce();
  }

  /**
   * Announces again what has begun, as often as is wanted; the longest gap of all counts. What
   * failed is not tried again; an interrupted thread stops.
   *
   * @param round hears the number of each round that is over, from 1
   */
  public void repeat(IntConsumer round) {
    int rounds = turns.stream().mapToInt(Turn::rounds).max().orElse(0);
    Duration gap =
        turns.stream()
            .map(turn -> turn.how.gap())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    for (int over = 1; over <= rounds; over++) {
      round.accept(over);
      if (over == rounds || !waiter.pause(gap)) {
        return;
      }
      for (Turn turn : turns) {
        if (over < turn.rounds()) {
          turn.announce();
        }
      }
    }
  }

  /**
   * How it went.
   *
   * @return one for each VIP that has begun, in that order
   */
  public List<Announced> results() {
    return turns.stream().map(Turn::result).toList();
  }

  /** What is announced how often. */
  private final class Turn {
    private final InterfaceAddress vip;
    private final Announcing how;
    private int times;
    private Optional<String> failure = Optional.empty();

    Turn(InterfaceAddress vip, Announcing how) {
      this.vip = vip;
      this.how = how;
    }

    int rounds() {
      return failure.isPresent() ? 0 : how.count();
    }

    void announce() {
      try {
        host.execute(new HostCommand.Announce(vip));
        times++;
      } catch (LvsdException e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
      }
    }

    Announced result() {
      return new Announced(vip, times, failure);
    }
  }
}
