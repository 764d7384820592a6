package dev.lvsd.wanted;

import static dev.lvsd.wanted.WantedFixture.MANNER;
import static dev.lvsd.wanted.WantedFixture.cluster;
import static dev.lvsd.wanted.WantedFixture.documents;
import static dev.lvsd.wanted.WantedFixture.manner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.PlanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppliesTest {
  private static final String SHOP = cluster("shop", 80, "1=3", "2=1");
  private static final String MAIL = cluster("mail", 25, "1=1");

  @TempDir Path root;
  private WantedFixture lab;

  @BeforeEach
  void build() {
    lab = new WantedFixture(root);
  }

  @Test
  void whatWasAppliedEarlierStaysWanted() {
    lab.apply(SHOP);
    lab.apply(MAIL);
    assertThat(Wanted.read(lab.state).texts()).isEqualTo(Map.of("shop", SHOP, "mail", MAIL));
    assertThat(Wanted.read(lab.state).defined().clusters()).hasSize(2);
  }

  @Test
  void applyingAgainAddsNoEntryButMendsTheTable() {
    lab.apply(SHOP);
    lab.adjustments().weight(new ServerName("web", "s1"), OptionalInt.of(9));
    lab.state.overrides().write(java.util.List.of());
    assertThat(lab.table().get("80")).containsEntry("1", 9);
    lab.apply(SHOP);
    assertThat(lab.table().get("80")).containsEntry("1", 3);
    assertThat(lab.state.history().load().entries()).hasSize(1);
  }

  @Test
  void aCommentIsAReasonForAnEntry() {
    lab.apply(SHOP);
    lab.apply(SHOP + "# changed\n");
    assertThat(lab.newest().number()).isEqualTo(2);
    assertThat(lab.newest().result()).isEqualTo(HistoryEntry.Result.of(0, 0, 0));
  }

  @Test
  void countsWhatFailed() {
    lab.ipvs.refuse(command -> command.describe().contains("10.2.0.2"), 22);
    lab.apply(SHOP);
    assertThat(lab.newest().result())
        .isEqualTo(new HistoryEntry.Result(HistoryEntry.State.FAILED, 2, 1, 0));
    lab.ipvs.refuse(command -> false, 0);
    lab.apply(SHOP);
    assertThat(lab.newest().number()).isEqualTo(1);
    assertThat(lab.newest().result().state()).isEqualTo(HistoryEntry.State.APPLIED);
  }

  @Test
  void rollbackWantsWhatAnEntryWantedAndNothingElse() {
    lab.apply(SHOP);
    Map<String, Map<String, Integer>> first = lab.table();
    lab.apply(MAIL);
    lab.apply(cluster("shop", 80, "1=7", "3=1"));

    assertThat(lab.applies().planRollback(1, PlanOptions.GENTLE).changes()).isNotEmpty();
    lab.applies().rollback(1, MANNER, ApplyListener.SILENT);

    assertThat(lab.table()).isEqualTo(first);
    assertThat(Wanted.read(lab.state).texts()).isEqualTo(Map.of("shop", SHOP));
    assertThat(lab.newest().number()).isEqualTo(4);
  }

  @Test
  void rollbackToAnEntryThatIsNotThereChangesNothing() {
    lab.apply(SHOP);
    assertThatThrownBy(() -> lab.applies().rollback(9, MANNER, ApplyListener.SILENT))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("no entry 9");
    assertThat(lab.newest().number()).isEqualTo(1);
  }

  @Test
  void removeTakesOneClusterAndLeavesTheOthers() {
    lab.apply(SHOP);
    lab.apply(MAIL);
    lab.applies().remove("shop", MANNER, ApplyListener.SILENT);
    assertThat(lab.table()).containsOnlyKeys("25");
    assertThat(Wanted.read(lab.state).texts()).containsOnlyKeys("mail");
    assertThatThrownBy(() -> lab.applies().remove("shop", MANNER, ApplyListener.SILENT))
        .hasMessageContaining("no cluster shop was applied; there is mail");
  }

  @Test
  void whatStillDrainsWhenItsClusterIsRemovedGoesLater() {
    lab.apply(SHOP);
    lab.connections(80, 1, 1, 0);
    lab.applies().remove("shop", MANNER, ApplyListener.SILENT);
    assertThat(lab.table().get("80")).containsEntry("1", 0);

    lab.connections(80, 1, 0, 0);
    lab.applies().restore(MANNER, ApplyListener.SILENT);

    assertThat(lab.table()).isEmpty();
  }

  /** As after an upgrade from a version that kept no history. */
  @Test
  void restoreLeavesClustersAloneThatTheHistoryDoesNotKnow() throws IOException {
    lab.apply(SHOP);
    try (var files = Files.walk(root.resolve("history"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    lab.applies().restore(MANNER, ApplyListener.SILENT);
    assertThat(lab.table().get("80")).containsEntry("1", 3);
  }

  @Test
  void restoreLeavesAClusterAloneWhoseTextIsDamaged() throws IOException {
    lab.apply(SHOP);
    lab.apply(MAIL);
    try (var files = Files.list(root.resolve("history/texts"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).equals(MAIL)) {
          Files.writeString(file, "torn");
        }
      }
    }
    assertThat(Wanted.read(lab.state).warnings()).isNotEmpty();
    lab.applies().restore(MANNER, ApplyListener.SILENT);
    assertThat(lab.table()).containsOnlyKeys("25", "80");
  }

  @Test
  void aClusterWhoseServicesAreAllTakenOverIsNoLongerWanted() {
    lab.apply(SHOP);
    lab.apply(SHOP.replace("name: shop", "name: store"));
    assertThat(Wanted.read(lab.state).texts()).containsOnlyKeys("store");
    assertThat(lab.table().get("80")).hasSize(2);
  }

  @Test
  void aServiceOfAnotherWantedClusterIsRefused() {
    String two =
        SHOP
            + "  - {name: other, listen: \"10.0.0.1:81\", forwarding: nat,"
            + " realServers: [{address: 10.2.0.1}]}\n";
    lab.apply(two);
    assertThatThrownBy(() -> lab.apply(cluster("mail", 81, "1=1")))
        .isInstanceOf(LvsdException.class)
        .hasMessageContainingAll("history 1, cluster shop", "nothing was changed");
    assertThat(Wanted.read(lab.state).texts()).containsOnlyKeys("shop");
  }

  @Test
  void aWeightHoldsThroughAppliesUntilItsServerLeavesTheDefinition() {
    lab.apply(SHOP);
    lab.adjustments().weight(new ServerName("shop/web", "10.2.0.1"), OptionalInt.of(9));
    lab.apply(cluster("shop", 80, "1=4", "2=2"));
    assertThat(lab.table().get("80")).isEqualTo(Map.of("1", 9, "2", 2));

    lab.apply(cluster("shop", 80, "2=2"));
    lab.apply(cluster("shop", 80, "1=4", "2=2"));

    assertThat(lab.table().get("80")).isEqualTo(Map.of("1", 4, "2", 2));
  }

  @Test
  void applyingOneClusterKeepsTheWeightsOfAnother() {
    lab.apply(SHOP);
    lab.adjustments().weight(new ServerName("shop/web", "s1"), OptionalInt.of(9));
    lab.apply(MAIL);
    assertThat(lab.state.overrides().read().overrides()).hasSize(1);
    lab.adjustments().weight(new ServerName("shop/web", "s1"), OptionalInt.empty());
    assertThat(lab.table().get("80")).containsEntry("1", 3);
    assertThat(lab.state.overrides().read().overrides()).isEmpty();
  }

  @Test
  void whatCannotBeReadKeepsItsWeights() throws IOException {
    lab.apply(MAIL);
    lab.apply(SHOP);
    lab.adjustments().weight(new ServerName("shop/web", "s1"), OptionalInt.of(9));
    try (var files = Files.list(root.resolve("history/texts"))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).equals(SHOP)) {
          Files.writeString(file, "torn");
        }
      }
    }
    lab.apply(MAIL + "# again\n");
    assertThat(lab.state.overrides().read().overrides()).hasSize(1);
    lab.apply(SHOP);
    assertThat(lab.table().get("80")).containsEntry("1", 9);
  }

  @Test
  void othersMayChangeTheDirectorWhileConnectionsEnd() {
    lab.apply(SHOP);
    lab.apply(MAIL);
    lab.connections(80, 2, 1, 0);
    lab.meanwhile =
        Optional.of(
            () -> {
              lab.ipvs.execute(new IpvsCommand.DeleteService(ServiceKeys.parse("tcp 10.0.0.1:25")));
              lab.applies().restore(MANNER, ApplyListener.SILENT);
              lab.connections(80, 2, 0, 0);
            });

    ApplyReport report = applyAndWait(cluster("shop", 80, "1=3"));

    assertThat(report.isDraining()).isFalse();
    assertThat(lab.table()).isEqualTo(Map.of("80", Map.of("1", 3), "25", Map.of("1", 1)));
  }

  @Test
  void touchesNothingMoreOnceSomethingElseIsWanted() {
    lab.apply(SHOP);
    lab.connections(80, 2, 1, 0);
    String other = cluster("shop", 80, "2=5");
    lab.meanwhile = Optional.of(() -> lab.apply(other));

    ApplyReport report = applyAndWait(cluster("shop", 80, "1=3"));

    assertThat(report.isDraining()).isTrue();
    assertThat(lab.table().get("80")).containsEntry("2", 5);
    assertThat(Wanted.read(lab.state).texts()).isEqualTo(Map.of("shop", other));
    lab.applies().restore(MANNER, ApplyListener.SILENT);
    assertThat(lab.table().get("80")).isEqualTo(Map.of("2", 5));
  }

  private ApplyReport applyAndWait(String text) {
    return lab.applies()
        .apply(
            documents(text), manner(Duration.ofMinutes(1)), Optional.empty(), ApplyListener.SILENT);
  }

  @Test
  void changingAWeightLeavesAllElseAsItIs() {
    lab.apply(SHOP);
    lab.ipvs.forgetExecuted();
    lab.adjustments().weight(new ServerName("web", "s2"), OptionalInt.of(5));
    assertThat(lab.ipvs.executed()).hasSize(1);
  }

  /** A SIGKILL before each command of an apply, and what a start after it makes of that. */
  @Test
  void aKilledApplyIsCarriedOnByWhoeverLooksNext() {
    String next = cluster("shop", 80, "1=7", "3=1");
    for (int killAt = 1; ; killAt++) {
      WantedFixture own = new WantedFixture(root.resolve("kill" + killAt));
      own.apply(SHOP);
      AtomicInteger commands = new AtomicInteger();
      int last = killAt;
      own.ipvs.before(
          command -> {
            if (commands.incrementAndGet() == last) {
              throw new Killed();
            }
          });
      boolean killed = false;
      try {
        own.apply(next);
      } catch (Killed e) {
        killed = true;
      }
      own.ipvs.before(command -> {});
      assertThat(own.newest().number()).isEqualTo(2);
      own.applies().restore(MANNER, ApplyListener.SILENT);
      assertThat(own.table().get("80")).as("kill %s", killAt).isEqualTo(Map.of("1", 7, "3", 1));
      if (!killed) {
        assertThat(killAt).isGreaterThan(3);
        return;
      }
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
