package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.HistoryEntry.ClusterChange;
import dev.lvsd.model.HistoryEntry.ClusterChange.Kind;
import dev.lvsd.model.HistoryEntry.Confirmation;
import dev.lvsd.model.HistoryEntry.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Shell shell = new Shell();
  private final ScriptedHistory history = shell.operations.history;

  private static HistoryEntry entry(int number, String reason, ClusterChange... changes) {
    return new HistoryEntry(
        number,
        NOON,
        "alice",
        "apply shop.yaml",
        reason,
        Result.of(3, 0, 1),
        new TreeMap<>(),
        List.of(changes),
        Optional.empty());
  }

  @BeforeEach
  void fill() {
    history.entry(entry(1, "first", new ClusterChange(Kind.ADDED, "shop")), "shop", "a\nb\nc\n");
    history.entry(
        entry(
            2,
            "",
            new ClusterChange(Kind.CHANGED, "shop"),
            new ClusterChange(Kind.REMOVED, "mail")),
        "shop",
        "a\nB\nc");
  }

  private void unconfirmed() {
    history.entry(
        entry(3, "").withConfirmation(Optional.of(new Confirmation(NOON.plusSeconds(60), 2))));
  }

  @Test
  void listsTheNewestEntryFirst() {
    assertThat(shell.run("history")).isZero();
    assertThat(shell.out().lines().map(line -> line.replaceAll("2026-11-20 [0-9:]{8}", "TIME")))
        .containsExactly(
            "ENTRY  TIME                 USER   CLUSTERS     RESULT                         REASON",
            "    2  TIME  alice  ~shop -mail  applied, 3 changes, 1 waiting  -",
            "    1  TIME  alice  +shop        applied, 3 changes, 1 waiting  first");
  }

  @Test
  void listsAsJson() {
    assertThat(shell.run("history", "-o", "json")).isZero();
    JsonObject first =
        JsonParser.parseString(shell.out())
            .getAsJsonObject()
            .getAsJsonArray("entries")
            .get(0)
            .getAsJsonObject();
    assertThat(first.get("entry").getAsInt()).isEqualTo(1);
    assertThat(first.get("time").getAsString()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(first.get("reason").getAsString()).isEqualTo("first");
  }

  @Test
  void showsAnEntryAsAFileThatCanBeApplied() {
    assertThat(shell.run("history", "show", "1")).isZero();
    assertThat(shell.out()).contains("# reason: first\n").endsWith("\n---\na\nb\nc\n");
    assertThat(shell.run("history", "show")).isZero();
    assertThat(shell.out()).contains("# history entry 2").endsWith("\n---\na\nB\nc\n");
  }

  @Test
  void showsWhichLinesDiffer() {
    assertThat(shell.run("diff", "1")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            cluster shop
            @@ line 1 @@
             a
            -b
            +B
             c
            """);
    assertThat(shell.run("diff", "2", "2")).isZero();
    assertThat(shell.out()).isEqualTo("No difference: entries 2 and 2 want the same.\n");
  }

  @Test
  void rollsBackOrShowsWhatThatWouldDo() {
    assertThat(shell.run("rollback", "1", "--dry-run")).isZero();
    assertThat(shell.run("rollback", "1", "--reason", "too slow")).isZero();
    assertThat(shell.run("remove", "shop")).isZero();
    assertThat(history.asked)
        .containsExactly("plan rollback 1", "rollback 1: too slow", "remove shop");
  }

  @Test
  void refusesAReasonOfSeveralLines() {
    assertThat(shell.run("rollback", "1", "--reason", "a\nb")).isEqualTo(ExitCodes.USAGE);
    assertThat(history.asked).isEmpty();
  }

  @Test
  void remembersWhatWasTypedInOneLine() {
    shell.run("apply", "my shop.yaml", "--reason", "it's\u001b[31m time");
    assertThat(shell.operations.applied).isNull();
    shell.run("apply", "my shop.yaml", "it's.yaml");
    assertThat(shell.operations.applied.remark().command())
        .isEqualTo("apply 'my shop.yaml' 'it'\\''s.yaml'");
  }

  @Test
  void waitsForTheConfirmationAndSaysThatItCame() {
    unconfirmed();
    history.confirms = true;
    assertThat(shell.run("apply", "a.yaml", "--confirm-within", "60s")).isZero();
    assertThat(shell.err()).contains("goes back to history entry 2").endsWith("Confirmed.\n");
  }

  @Test
  void failsWhenWhatWasAppliedWasTakenBack() {
    unconfirmed();
    history.reverts = true;
    assertThat(shell.run("apply", "a.yaml", "--confirm-within", "60s")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err()).endsWith("Not confirmed: went back to history entry 2.\n");
    assertThat(history.asked).containsExactly("revert by itself: entry 3 was not confirmed");
  }

  @Test
  void doesNotWaitWhenThereIsNothingToConfirm() {
    assertThat(shell.run("apply", "a.yaml", "--confirm-within", "60s")).isZero();
    assertThat(shell.err()).isEqualTo("There is nothing to confirm: this was wanted already.\n");
  }

  @Test
  void confirms() {
    unconfirmed();
    assertThat(shell.run("confirm")).isZero();
    assertThat(shell.out()).isEqualTo("Confirmed: history entry 3 stays.\n");
  }
}
