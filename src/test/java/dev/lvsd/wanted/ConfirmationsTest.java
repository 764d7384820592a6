package dev.lvsd.wanted;

import static dev.lvsd.wanted.WantedFixture.MANNER;
import static dev.lvsd.wanted.WantedFixture.NOON;
import static dev.lvsd.wanted.WantedFixture.cluster;
import static dev.lvsd.wanted.WantedFixture.documents;
import static dev.lvsd.wanted.WantedFixture.manner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.PlanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfirmationsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String BEFORE = cluster("shop", 80, "1=3", "2=1");
  private static final String AFTER = cluster("shop", 80, "1=7", "3=1");

  @TempDir Path root;
  private WantedFixture lab;

  @BeforeEach
  void build() {
    lab = new WantedFixture(root);
    lab.apply(BEFORE);
  }

  private boolean revertIfDue() {
    return lab.confirmations().revertIfDue(MANNER, ApplyListener.SILENT).isPresent();
  }

  @Test
  void whatNobodyConfirmsIsTakenBackAtTheDeadline() {
    Map<String, Map<String, Integer>> before = lab.table();
    lab.applyUnconfirmed(AFTER, MINUTE);
    assertThat(lab.table()).isNotEqualTo(before);
    assertThat(lab.confirmations().deadline()).contains(NOON.plus(MINUTE));

    lab.pass(MINUTE.minusMillis(1));
    assertThat(revertIfDue()).isFalse();
    lab.pass(Duration.ofMillis(1));
    assertThat(revertIfDue()).isTrue();

    assertThat(lab.table()).isEqualTo(before);
    assertThat(Wanted.read(lab.state).texts()).isEqualTo(Map.of("shop", BEFORE));
    assertThat(lab.confirmations().deadline()).isEmpty();
    assertThat(revertIfDue()).isFalse();
  }

  @Test
  void whatIsConfirmedStays() {
    lab.applyUnconfirmed(AFTER, MINUTE);
    assertThat(lab.confirmations().confirm().number()).isEqualTo(2);
    lab.pass(MINUTE.multipliedBy(2));
    assertThat(revertIfDue()).isFalse();
    assertThat(Wanted.read(lab.state).texts()).isEqualTo(Map.of("shop", AFTER));
    assertThatThrownBy(() -> lab.confirmations().confirm())
        .isInstanceOf(NothingPendingException.class);
  }

  @Test
  void isTakenBackAtOnceWhenSomebodySaysSo() {
    lab.applyUnconfirmed(AFTER, MINUTE);
    lab.confirmations().revert(MANNER, ApplyListener.SILENT);
    assertThat(Wanted.read(lab.state).texts()).isEqualTo(Map.of("shop", BEFORE));
    assertThatThrownBy(() -> lab.confirmations().revert(MANNER, ApplyListener.SILENT))
        .isInstanceOf(NothingPendingException.class);
  }

  @Test
  void aFirstApplyIsTakenBackToNothing() {
    WantedFixture empty = new WantedFixture(root.resolve("empty"));
    empty.applyUnconfirmed(BEFORE, MINUTE);
    empty.confirmations().revert(MANNER, ApplyListener.SILENT);
    assertThat(empty.table()).isEmpty();
    assertThat(Wanted.read(empty.state).texts()).isEmpty();
  }

  @Test
  void nothingElseIsAppliedMeanwhile() {
    lab.applyUnconfirmed(AFTER, MINUTE);
    assertThatThrownBy(() -> lab.apply(BEFORE))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("history entry 2 waits for its confirmation");
    assertThat(lab.newest().number()).isEqualTo(2);
  }

  @Test
  void theNextApplyGoesBackFirstWhereNobodyConfirmedInTime() {
    lab.applyUnconfirmed(AFTER, MINUTE);
    lab.pass(MINUTE);
    assertThat(lab.apply(cluster("other", 81, "9=1")).warnings())
        .singleElement()
        .asString()
        .contains("went back");
    assertThat(Wanted.read(lab.state).texts()).containsEntry("shop", BEFORE);
    assertThat(lab.table().get("80")).containsEntry("1", 3);
    assertThat(lab.table().get("81")).containsEntry("9", 1);
  }

  @Test
  void aPlanTellsWhatWaits() {
    lab.applyUnconfirmed(AFTER, MINUTE);
    assertThat(lab.applies().plan(documents(BEFORE), PlanOptions.GENTLE).notes())
        .anyMatch(note -> note.contains("waits for its confirmation until 2026-11-20T12:01:00Z"));
    lab.pass(MINUTE);
    assertThat(lab.applies().plan(documents(BEFORE), PlanOptions.GENTLE).notes())
        .anyMatch(note -> note.contains("was not confirmed in time"));
  }

  @Test
  void canBeConfirmedWhileConnectionsEnd() {
    lab.connections(80, 2, 1, 0);
    lab.meanwhile = Optional.of(() -> lab.confirmations().confirm());
    Unconfirmed unconfirmed = new Unconfirmed(MINUTE, lab.guardian);
    lab.applies()
        .apply(documents(AFTER), manner(MINUTE), Optional.of(unconfirmed), ApplyListener.SILENT);
    assertThat(lab.confirmations().deadline()).isEmpty();
  }

  @Test
  void whatIsWantedAlreadyNeedsNoConfirmation() {
    lab.applyUnconfirmed(BEFORE, MINUTE);
    assertThat(lab.confirmations().deadline()).isEmpty();
  }

  @Test
  void tellsWhichEntryMustBeConfirmed() {
    lab.applyUnconfirmed(BEFORE, MINUTE);
    assertThat(lab.guardian.begun).isZero();
    lab.applyUnconfirmed(AFTER, MINUTE);
    assertThat(lab.guardian.begun).isEqualTo(2);
  }

  @Test
  void changesNothingWhenItMustNotBegin() {
    lab.guardian.refuses = true;
    assertThatThrownBy(() -> lab.applyUnconfirmed(AFTER, MINUTE)).hasMessage("interrupted");
    assertThat(lab.newest().number()).isEqualTo(1);
    assertThat(lab.table().get("80")).containsEntry("1", 3);
  }

  @Test
  void takesBackOnlyTheEntryThatIsMeant() {
    lab.applyUnconfirmed(AFTER, MINUTE);
    assertThatThrownBy(() -> lab.confirmations().revert(1, MANNER, ApplyListener.SILENT))
        .isInstanceOf(NothingPendingException.class);
    lab.confirmations().revert(2, MANNER, ApplyListener.SILENT);
    assertThat(lab.newest().number()).isEqualTo(3);
  }

  @Test
  void isRefusedWhereNobodyKnowsWhatToGoBackTo() throws IOException {
    try (var files = Files.walk(root.resolve("history"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> lab.applyUnconfirmed(AFTER, MINUTE))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("nothing to go back to");
    assertThat(lab.table().get("80")).containsEntry("1", 3);
  }

  /** A SIGKILL before each command, of the apply or of the revert: the deadline still holds. */
  @Test
  void outlivesTheProcessThatApplied() {
    for (int killAt = 1; ; killAt++) {
      WantedFixture own = new WantedFixture(root.resolve("kill" + killAt));
      own.apply(BEFORE);
      Map<String, Map<String, Integer>> before = own.table();
      boolean killed = killedAt(own, killAt);
      own.pass(Duration.ofHours(1));
      own.confirmations().revertIfDue(MANNER, ApplyListener.SILENT);
      own.applies().restore(MANNER, ApplyListener.SILENT);
      assertThat(own.table()).as("kill %s", killAt).isEqualTo(before);
      assertThat(Wanted.read(own.state).texts()).isEqualTo(Map.of("shop", BEFORE));
      if (!killed) {
        assertThat(killAt).isGreaterThan(6);
        return;
      }
    }
  }

  private static boolean killedAt(WantedFixture own, int killAt) {
    AtomicInteger commands = new AtomicInteger();
    own.ipvs.before(
        command -> {
          if (commands.incrementAndGet() == killAt) {
            throw new IllegalStateException("killed");
          }
        });
    try {
      own.applyUnconfirmed(AFTER, MINUTE);
      own.pass(MINUTE);
      own.confirmations().revertIfDue(MANNER, ApplyListener.SILENT);
      return false;
    } catch (IllegalStateException e) {
      return true;
    } finally {
      own.ipvs.before(command -> {});
    }
  }
}
