package dev.lvsd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.DaemonStatus.Contended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContentionTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String SERVER = "server 10.2.0.11:80 of tcp 10.1.0.100:80";

  private final Contention contention = new Contention(PERIOD);

  @Test
  void suspectsNobodyForTwoRepairsInARow() {
    assertThat(contention.repaired(SERVER, NOON)).isEmpty();
    assertThat(contention.repaired(SERVER, NOON.plus(PERIOD))).isEmpty();
    assertThat(contention.allows(SERVER, NOON.plus(PERIOD))).isTrue();
    assertThat(contention.contended()).isEmpty();
  }

  @Test
  void givesWayForTwoPeriodsAtTheThirdAndTwiceAsLongEachTime() {
    List<Duration> pauses = new ArrayList<>();
    Instant now = NOON;
    for (int repair = 1; repair <= 6; repair++) {
      Instant at = now;
      Optional<Contended> contended = contention.repaired(SERVER, now);
      contended.ifPresent(c -> pauses.add(Duration.between(at, c.next())));
      now = contended.map(Contended::next).orElse(now.plus(PERIOD));
    }
    assertThat(pauses)
        .containsExactly(
            PERIOD.multipliedBy(2),
            PERIOD.multipliedBy(4),
            PERIOD.multipliedBy(8),
            PERIOD.multipliedBy(16));
  }

  @Test
  void leavesTheObjectAloneUntilTheTimeIsOver() {
    Instant next = quarrel(3);
    assertThat(contention.allows(SERVER, next.minusMillis(1))).isFalse();
    assertThat(contention.allows(SERVER, next)).isTrue();
    assertThat(contention.allows("time-outs", NOON)).as("another object").isTrue();
  }

  @Property
  void neverGivesWayForLongerThanTheLongestTime(@ForAll @IntRange(min = 3, max = 60) int repairs) {
    Contention own = new Contention(PERIOD);
    Optional<Contended> last = Optional.empty();
    for (int i = 0; i < repairs; i++) {
      last = own.repaired(SERVER, NOON);
    }
    assertThat(Duration.between(NOON, last.orElseThrow().next()))
        .isBetween(PERIOD, Contention.LONGEST);
  }

  @Test
  void forgetsAWriterThatKeepsQuietForThreePeriods() {
    Instant next = quarrel(3);
    contention.looked(Set.of(), next.plus(PERIOD.multipliedBy(3)));
    assertThat(contention.contended()).hasSize(1);
    contention.looked(Set.of(), next.plus(PERIOD.multipliedBy(3)).plusMillis(1));
    assertThat(contention.contended()).isEmpty();
    assertThat(contention.isQuiet()).isTrue();
  }

  @Test
  void remembersAWriterWhoseChangeIsStillThere() {
    Instant next = quarrel(3);
    contention.looked(Set.of(SERVER), next.plus(Duration.ofDays(1)));
    assertThat(contention.contended()).hasSize(1);
  }

  @Test
  void startsAnewWhenSomethingElseIsWanted() {
    quarrel(5);
    contention.forget();
    assertThat(contention.allows(SERVER, NOON)).isTrue();
    assertThat(contention.repaired(SERVER, NOON)).isEmpty();
  }

  /** When the object may be repaired again after so many repairs at noon. */
  private Instant quarrel(int repairs) {
    Optional<Contended> last = Optional.empty();
    for (int i = 0; i < repairs; i++) {
      last = contention.repaired(SERVER, NOON);
    }
    return last.orElseThrow().next();
  }
}
