package dev.lvsd.daemon;

import dev.lvsd.model.DaemonStatus.Contended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that another writer keeps undoing a repair, and gives way more and more: an object that
 * was repaired {@value #PATIENCE} times in a row is left alone for two periods, then for four, and
 * so on up to {@link #LONGEST}. Whoever stops for {@value #QUIET_ROUNDS} periods is forgotten.
 * Owned by the reconcile thread.
 */
final class Contention {
  /** Repairs in a row that are made before anybody is suspected. */
  static final int PATIENCE = 3;

  /** The longest time for which an object is left as another wants it. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int QUIET_ROUNDS = 3;
  private static final int MOST = 10_000;

  private final Duration period;
  private final Map<String, Quarrel> quarrels = new HashMap<>();

  Contention(Duration period) {
    this.period = period;
  }

  /**
   * An object that was repaired lately.
   *
   * @param times repairs in a row
   * @param last the last one
   * @param next not repaired again before
   */
  private record Quarrel(int times, Instant last, Instant next) {}

  /** Whether the object may be repaired now. */
  boolean allows(String subject, Instant now) {
    Quarrel quarrel = quarrels.get(subject);
    return quarrel == null || !now.isBefore(quarrel.next());
  }

  /**
   * The object was repaired, though nothing else was wanted than before.
   *
   * @return present if another writer is to be suspected
   */
  Optional<Contended> repaired(String subject, Instant now) {
    if (quarrels.size() >= MOST && !quarrels.containsKey(subject)) {
      return Optional.empty(); // a flushed table is no quarrel about one object
    }
    Quarrel before = quarrels.get(subject);
    int times = before == null ? 1 : before.times() + 1;
    Duration pause = times < PATIENCE ? Duration.ZERO : pause(times - PATIENCE + 1);
    quarrels.put(subject, new Quarrel(times, now, now.plus(pause)));
    return times < PATIENCE
        ? Optional.empty()
        : Optional.of(new Contended(subject, times, now.plus(pause)));
  }

  private Duration pause(int doublings) {
    Duration pause = period;
    for (int i = 0; i < doublings && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /**
   * A thorough look has ended.
   *
   * @param differing what was not as wanted; the rest keeps quiet
   */
  void looked(Collection<String> differing, Instant now) {
    quarrels
        .entrySet()
        .removeIf(
            entry ->
                !differing.contains(entry.getKey())
                    && now.isAfter(
                        entry.getValue().next().plus(period.multipliedBy(QUIET_ROUNDS))));
  }

  /** Whether anything is left alone, or was repaired lately. */
  boolean isQuiet() {
    return quarrels.isEmpty();
  }

  /** Something else is wanted: what was repaired before does not count. */
  void forget() {
    quarrels.clear();
  }

  /** What another writer keeps undoing. */
  List<Contended> contended() {
    List<Contended> all = new ArrayList<>();
    quarrels.forEach(
        (subject, quarrel) -> {
          if (quarrel.times() >= PATIENCE) {
            all.add(new Contended(subject, quarrel.times(), quarrel.next()));
          }
        });
    return all;
  }
}
