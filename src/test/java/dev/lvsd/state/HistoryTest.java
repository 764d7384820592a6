package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.model.HistoryEntry.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path root;
  private History history;

  @BeforeEach
  void open() {
    history = new StateDirectory(root).history();
  }

  private static History.Draft draft(Map<String, String> texts) {
    return new History.Draft(
        NOON, "alice", "apply shop.yaml", "", new TreeMap<>(texts), Optional.empty());
  }

  private HistoryEntry apply(Map<String, String> texts) {
    HistoryEntry entry = history.begin(draft(texts));
    history.finish(entry, Result.of(1, 0, 0));
    return entry;
  }

  private Path entry(int number) {
    return root.resolve("history/entries/" + number);
  }

  private Path text(String text) {
    return root.resolve("history/texts/" + Texts.digest(text));
  }

  @Test
  void knowsNothingAndMakesNothingWhereNothingWasApplied() {
    assertThat(history.current().texts()).isEmpty();
    assertThat(history.current().number()).isZero();
    assertThat(history.current().warnings()).isEmpty();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void keepsWhatWasWrittenWithItsComments() {
    SortedMap<String, String> texts = new TreeMap<>(Map.of("shop", "# ö\na: 1\r\n", "mail", ""));
    apply(texts);
    assertThat(history.current().number()).isEqualTo(1);
    assertThat(history.current().texts()).isEqualTo(texts);
  }

  @Test
  void tellsWhoDidWhatWhenAndWhy() {
    Confirmation confirmation = new Confirmation(NOON.plusSeconds(60), 0);
    HistoryEntry begun =
        history.begin(
            new History.Draft(
                NOON,
                "alice",
                "apply 'my shop.yaml'",
                "more for a",
                new TreeMap<>(Map.of("shop", "1")),
                Optional.of(confirmation)));
    assertThat(history.load().entries()).containsExactly(begun);
    assertThat(begun.result()).isEqualTo(Result.BEGUN);

    history.finish(begun, Result.of(3, 1, 2));

    HistoryEntry entry = history.load().newest().orElseThrow();
    assertThat(entry).isEqualTo(begun.withResult(new Result(HistoryEntry.State.FAILED, 3, 1, 2)));
    assertThat(entry.user()).isEqualTo("alice");
    assertThat(entry.command()).isEqualTo("apply 'my shop.yaml'");
    assertThat(entry.reason()).isEqualTo("more for a");
    assertThat(entry.time()).isEqualTo(NOON);
    assertThat(entry.confirmation()).contains(confirmation);
  }

  @Test
  void saysWhichClustersChanged() {
    apply(Map.of("shop", "1", "mail", "1", "same", "1"));
    apply(Map.of("shop", "2", "dns", "1", "same", "1"));
    assertThat(history.load().newest().orElseThrow().changes())
        .containsExactly(
            new ClusterChange(ClusterChange.Kind.ADDED, "dns"),
            new ClusterChange(ClusterChange.Kind.REMOVED, "mail"),
            new ClusterChange(ClusterChange.Kind.CHANGED, "shop"));
  }

  @Test
  void addsNoEntryForWhatIsWantedAlready() {
    apply(Map.of("shop", "1"));
    HistoryEntry again = apply(Map.of("shop", "1"));
    assertThat(again.number()).isEqualTo(1);
    assertThat(history.load().entries()).hasSize(1);
    assertThat(again.result()).isEqualTo(Result.of(1, 0, 0));
  }

  @Test
  void completesAnEntryThatAKilledApplyHadBegun() {
    history.begin(draft(Map.of("shop", "1")));
    apply(Map.of("shop", "1"));
    assertThat(history.load().entries())
        .extracting(HistoryEntry::result)
        .containsExactly(Result.of(1, 0, 0));
  }

  @Test
  void writesWhatAPersonCanRead() throws IOException {
    apply(Map.of("shop", "kind: Cluster\n"));
    assertThat(Files.readAllLines(entry(1)))
        .startsWith(
            "lvsd-history 1",
            "number 1",
            "time 2026-11-20T12:00:00Z",
            "user alice",
            "command apply shop.yaml");
    assertThat(text("kind: Cluster\n")).hasContent("kind: Cluster\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 150})
  void leavesOutATornEntryAndTakesTheOneBefore(int length) throws IOException {
    apply(Map.of("shop", "1"));
    apply(Map.of("shop", "2"));
    Files.write(entry(2), Arrays.copyOf(Files.readAllBytes(entry(2)), length));
    assertThat(history.current().texts()).containsEntry("shop", "1");
    assertThat(history.current().warnings())
        .singleElement()
        .asString()
        .contains("entries/2 is damaged");
  }

  @Test
  void leavesOutAnEntryWhoseTextIsDamagedOrGone() throws IOException {
    apply(Map.of("shop", "1"));
    apply(Map.of("shop", "2"));
    Files.writeString(text("2"), "3");
    assertThat(history.current().texts()).containsEntry("shop", "1");
    assertThat(history.current().warnings())
        .singleElement()
        .asString()
        .contains("history entry 2, cluster shop", "digest does not match");
    Files.delete(text("2"));
    assertThat(history.current().texts()).containsEntry("shop", "1");
  }

  @Test
  void neverGivesTheNumberOfADamagedEntryAgain() throws IOException {
    apply(Map.of("shop", "1"));
    apply(Map.of("shop", "2"));
    Files.writeString(entry(2), "");
    assertThat(apply(Map.of("shop", "3")).number()).isEqualTo(3);
    assertThat(history.current().texts()).containsEntry("shop", "3");
  }

  @Test
  void mendsADamagedTextWhenItIsAppliedAgain() throws IOException {
    apply(Map.of("shop", "1"));
    Files.writeString(text("1"), "");
    apply(Map.of("shop", "1"));
    assertThat(history.current().texts()).containsEntry("shop", "1");
    assertThat(history.current().warnings()).isEmpty();
  }

  @Test
  void doesNotTakeAnEntryUnderAnotherName() throws IOException {
    apply(Map.of("shop", "1"));
    Files.copy(entry(1), entry(7));
    assertThat(history.load().entries()).hasSize(1);
    assertThat(history.load().warnings()).singleElement().asString().contains("under another name");
  }

  @Test
  void keepsTheNewestHundredEntriesAndTheirTexts() throws IOException {
    for (int i = 1; i <= 105; i++) {
      apply(Map.of("shop", "text " + i));
    }
    assertThat(history.load().entries()).hasSize(100).first().matches(e -> e.number() == 6);
    try (Stream<Path> texts = Files.list(root.resolve("history/texts"))) {
      assertThat(texts).hasSize(100);
    }
  }

  @Test
  void keepsTextsWhileAnEntryCannotBeRead() throws IOException {
    apply(Map.of("shop", "1"));
    byte[] sound = Files.readAllBytes(entry(1));
    Files.writeString(entry(1), "torn");
    apply(Map.of("shop", "2"));
    Files.write(entry(1), sound);
    assertThat(history.texts(history.load().entry(1).orElseThrow())).containsEntry("shop", "1");
  }

  /** Every step of two applies and the clearing away after them, with what may lie around then. */
  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "false, 99", "true, 99"})
  void aKillAtAnyStepLeavesTheOldOrTheNew(boolean halfWay, int earlier) throws IOException {
    for (int crashAt = 0; ; crashAt++) {
      Path own = root.resolve("crash" + crashAt);
      History sound = new History(own, Disk.REAL);
      for (int i = 0; i < earlier; i++) {
        sound.finish(sound.begin(draft(Map.of("old", "earlier " + i))), Result.of(1, 0, 0));
      }
      SortedMap<String, String> before = sound.current().texts();
      Map<String, String> first = Map.of("shop", "1", "mail", "1");
      Map<String, String> second = Map.of("shop", "2", "mail", "1");
      History crashing = new History(own, new CrashingDisk(crashAt, halfWay));
      boolean killed = false;
      try {
        crashing.finish(crashing.begin(draft(first)), Result.of(1, 0, 0));
        crashing.finish(crashing.begin(draft(second)), Result.of(1, 0, 0));
      } catch (CrashingDisk.Killed e) {
        killed = true;
      }

      History after = new History(own, Disk.REAL);
      assertThat(after.current().warnings()).as("step %s", crashAt).isEmpty();
      assertThat(after.current().texts()).isIn(before, new TreeMap<>(first), new TreeMap<>(second));
      for (HistoryEntry entry : after.load().entries()) {
        assertThat(after.texts(entry)).hasSameSizeAs(entry.clusters());
      }
      HistoryEntry entry = after.begin(draft(second));
      after.finish(entry, Result.of(1, 0, 0));
      assertThat(after.current().texts()).isEqualTo(second);
      assertThat(after.load().entries().size()).isLessThanOrEqualTo(History.KEPT);
      if (!killed) {
        assertThat(crashAt).isGreaterThan(5);
        return;
      }
    }
  }

  @Test
  void saysWhatCannotBeWritten() throws IOException {
    Files.writeString(root.resolve("history"), "in the way");
    assertThatThrownBy(() -> history.begin(draft(Map.of("shop", "1"))))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("history");
  }

  @Test
  void refusesWordsOfSeveralLines() {
    assertThatThrownBy(
            () ->
                history.begin(
                    new History.Draft(
                        NOON, "a", "b", "c\nresult x", new TreeMap<>(), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(history.load().entries()).isEqualTo(List.of());
  }
}
