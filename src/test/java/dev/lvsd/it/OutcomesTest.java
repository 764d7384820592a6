package dev.lvsd.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.it.guest.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final Outcomes outcomes = new Outcomes();

  @Test
  void knowsATestFromItsStart() {
    outcomes.on(event(Event.Type.STARTED, "serves"));

    assertThat(outcomes.awaitTest(0, Duration.ZERO)).isTrue();
    assertThat(outcomes.get(0).name()).isEqualTo("NatIT › serves");
    assertThat(outcomes.get(0).end()).isNotDone();
  }

  @Test
  void completesATestWithTheEventThatEndedIt() {
    Event end = event(Event.Type.FAILED, "serves");
    outcomes.on(event(Event.Type.STARTED, "serves"));
    outcomes.on(end);

    assertThat(outcomes.get(0).end()).isCompletedWithValue(end);
  }

  @Test
  void countsWhatNeverBegan() {
    outcomes.on(event(Event.Type.SKIPPED, "skipped"));

    assertThat(outcomes.all()).hasSize(1);
  }

  @Test
  void failsTheTestDuringWhichTheGuestDied() {
    outcomes.on(event(Event.Type.STARTED, "serves"));
    outcomes.over("kernel panic");

    assertThatThrownBy(() -> outcomes.get(0).end().join()).hasMessageContaining("kernel panic");
  }

  @Test
  void addsAFailureIfTheGuestEndedBeforeItsTests() {
    outcomes.over("kernel panic");

    assertThat(outcomes.awaitTest(0, Duration.ZERO)).isTrue();
    assertThatThrownBy(() -> outcomes.get(0).end().join())
        .hasMessageContaining("ended before its tests did: kernel panic");
  }

  @Test
  void addsAFailureIfThereWasNothingToRun() {
    outcomes.on(event(Event.Type.END, ""));
    outcomes.over("done");

    assertThatThrownBy(() -> outcomes.get(0).end().join()).hasMessageContaining("no test was run");
  }

  @Test
  void addsNothingToASuiteThatRanToItsEnd() {
    outcomes.on(event(Event.Type.STARTED, "serves"));
    outcomes.on(event(Event.Type.PASSED, "serves"));
    outcomes.on(event(Event.Type.END, ""));
    outcomes.over("done");

    assertThat(outcomes.awaitTest(1, Duration.ZERO)).isFalse();
  }

  @Test
  void givesUpOnAGuestThatSaysNothing() {
    assertThat(outcomes.awaitTest(0, Duration.ofMillis(5))).isTrue();
    assertThatThrownBy(() -> outcomes.get(0).end().join()).hasMessageContaining("said nothing");
  }

  private static Event event(Event.Type type, String name) {
    return new Event(type, name, "NatIT", name, 7, "");
  }
}
