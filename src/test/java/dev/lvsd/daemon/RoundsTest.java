package dev.lvsd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.daemon.Rounds.Cause;
import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonEvent.Kind;
import dev.lvsd.model.DaemonStatus.Round;
import dev.lvsd.model.Timeouts;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import dev.lvsd.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Change DRIFT =
      new Change.SetTimeouts(new Timeouts(1, 2, 3), new Timeouts(900, 120, 300));

  @TempDir Path directory;
  private final ScriptedUpkeep director = new ScriptedUpkeep();
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private EventLog events;
  private Rounds rounds;

  @BeforeEach
  void start() {
    events = new EventLog(new StateDirectory(directory).events(), () -> now);
    rounds = new Rounds(() -> director, events, PERIOD, () -> now);
  }

  /** The next round, a period later. */
  private Round round() {
    now = now.plus(PERIOD);
    return rounds.round(Cause.PERIOD, false).round().orElseThrow();
  }

  private void drift() {
    director.differing.add(DRIFT);
    director.present++;
  }

  private List<Kind> kinds() {
    return events.after(0).stream().map(DaemonEvent::kind).toList();
  }

  @Test
  void repairsWhatDiffersAndTellsWhatItWas() {
    round();
    drift();
    assertThat(round().changes()).isEqualTo(1);
    assertThat(director.differing).isEmpty();
    assertThat(events.after(0)).extracting(DaemonEvent::subject).contains("time-outs");
  }

  @Test
  void looksThoroughlyOnlyWhereAGlanceSawSomething() {
    round();
    int plans = director.plans;
    round();
    round();
    assertThat(director.plans).isEqualTo(plans);
    director.present++;
    round();
    assertThat(director.plans).isEqualTo(plans + 1);
  }

  @Test
  void looksThoroughlyEachMinuteBecauseAGlanceMayMissSomething() {
    round();
    int plans = director.plans;
    for (int i = 0; i < 6; i++) {
      round();
    }
    assertThat(director.plans).isEqualTo(plans + 1);
  }

  @Test
  void looksLessOftenWhereAThoroughLookTakesLong() {
    director.onPlan = () -> now = now.plusSeconds(1);
    round();
    int plans = director.plans;
    Instant begin = now;
    while (director.plans == plans) {
      round();
    }
    assertThat(Duration.between(begin, now))
        .isBetween(Duration.ofSeconds(400), Duration.ofSeconds(411));
    director.onPlan = () -> now = now.plusSeconds(60);
    rounds.round(Cause.DEMAND, false);
    int before = director.plans;
    begin = now;
    while (director.plans == before) {
      round();
    }
    assertThat(Duration.between(begin, now)).isLessThan(Rounds.RAREST.plusSeconds(71));
  }

  @Test
  void restsLongerAfterAGlanceThatTookLong() {
    director.onGlance = () -> now = now.plus(Rounds.CHEAP);
    round();
    assertThat(rounds.rest()).isZero();
    director.onGlance = () -> now = now.plusMillis(100);
    round();
    assertThat(rounds.rest()).isEqualTo(Duration.ofSeconds(15));
    director.onGlance = () -> now = now.plusSeconds(3);
    round();
    assertThat(rounds.rest()).isEqualTo(Rounds.LONGEST_REST);
  }

  @Test
  void looksThoroughlyOnDemand() {
    round();
    int plans = director.plans;
    rounds.round(Cause.DEMAND, false);
    assertThat(director.plans).isEqualTo(plans + 1);
  }

  @Test
  void triesAgainWhatWasRefused() {
    director.refuses = true;
    drift();
    assertThat(round()).extracting(Round::failures, Round::pending).containsExactly(1, 1);
    director.refuses = false;
    assertThat(round()).extracting(Round::failures, Round::pending).containsExactly(0, 0);
  }

  @Test
  void leavesTheDirectorToAnotherApply() {
    drift();
    director.otherApply = Optional.of("process 4711");
    assertThat(round().problem()).isEqualTo("process 4711 is applying");
    assertThat(director.repairs).isZero();
    director.otherApply = Optional.empty();
    assertThat(round().changes()).isEqualTo(1);
  }

  @Test
  void changesNothingWhileItIsPaused() {
    drift();
    Round paused = rounds.round(Cause.PERIOD, true).round().orElseThrow();
    assertThat(paused.problem()).isEqualTo("repairs are suspended");
    assertThat(director.differing).hasSize(1);
  }

  @Test
  void givesWayToAWriterWhoInsistsAndCountsThatAsPending() {
    round();
    for (int i = 0; i < 3; i++) {
      drift();
      assertThat(round().changes()).isEqualTo(1);
    }
    assertThat(kinds()).endsWith(Kind.CHANGED, Kind.CONTENDED);
    drift();
    assertThat(round()).extracting(Round::changes, Round::pending).containsExactly(0, 1);
    assertThat(round().changes()).as("after two periods").isEqualTo(1);
  }

  @Test
  void aWriterWhoInsistsOnOneObjectDoesNotKeepOthersFromBeingRepaired() {
    round();
    for (int i = 0; i < 3; i++) {
      drift();
      round();
    }
    drift();
    director.differing.add(new HostChange.LoadModule("ip_vs_rr"));
    assertThat(round()).extracting(Round::changes, Round::pending).containsExactly(1, 1);
  }

  @Test
  void whatAnotherDefinitionChangesIsNoQuarrel() {
    round();
    for (int i = 0; i < 5; i++) {
      director.wanted++;
      drift();
      assertThat(round().changes()).isEqualTo(1);
    }
    assertThat(kinds()).doesNotContain(Kind.CONTENDED);
  }

  @Test
  void tellsTheSameProblemOnceAndOpensTheDirectorAnew() {
    director.broken = Optional.of("the kernel has no IPVS");
    assertThat(round().problem()).isEqualTo("the kernel has no IPVS");
    round();
    assertThat(kinds()).containsExactly(Kind.FAILED);
    assertThat(director.closed).isEqualTo(2);
    director.broken = Optional.empty();
    assertThat(round().problem()).isEmpty();
  }

  @Test
  void doesBetweenRoundsWhatIsDueByTheClock() {
    round();
    director.timers.add("the drain of shop/web s1 has ended");
    rounds.tick();
    assertThat(events.after(0))
        .extracting(DaemonEvent::text)
        .contains("the drain of shop/web s1 has ended");
  }
}
