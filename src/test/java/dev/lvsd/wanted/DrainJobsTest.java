package dev.lvsd.wanted;

import static dev.lvsd.wanted.WantedFixture.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.model.ServiceKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainJobsTest {
  private static final ServerName ONE = new ServerName("shop/web", "s1");
  private static final String SHOP = cluster("shop", 80, "1=3", "2=1");

  @TempDir Path root;
  private WantedFixture lab;

  @BeforeEach
  void build() {
    lab = new WantedFixture(root);
    lab.apply(SHOP);
  }

  private void drain(Optional<Duration> deadline, Then then) {
    lab.adjustments().drain(ONE, deadline, then);
  }

  /** As another process would, which remembers nothing. */
  private DrainStatus step() {
    return lab.drains().step().get(0);
  }

  private Map<String, Integer> servers() {
    return lab.table().get("80");
  }

  @Test
  void aServerWithoutConnectionsIsRemovedAtOnceAndStaysOutThroughApplies() {
    drain(Optional.empty(), Then.REMOVE);
    assertThat(servers()).containsEntry("1", 0);
    assertThat(step().isRunning()).isFalse();
    assertThat(servers()).containsOnlyKeys("2");
    lab.apply(SHOP + "# again\n");
    assertThat(servers()).containsOnlyKeys("2");
  }

  @Test
  void waitsForConnectionsToEnd() {
    lab.connections(80, 1, 5, 5);
    drain(Optional.empty(), Then.REMOVE);
    lab.pass(Duration.ofHours(5));
    assertThat(step().isRunning()).isTrue();
    assertThat(servers()).containsEntry("1", 0);
    lab.connections(80, 1, 0, 0);
    assertThat(step().isRunning()).isFalse();
    assertThat(servers()).containsOnlyKeys("2");
  }

  @Test
  void cutsAtTheDeadlineAndSaysHowMany() {
    lab.connections(80, 1, 5, 2);
    drain(Optional.of(Duration.ofMinutes(10)), Then.REMOVE);
    lab.pass(Duration.ofMinutes(10).minusMillis(1));
    assertThat(step().isRunning()).isTrue();
    lab.pass(Duration.ofMillis(1));
    assertThat(step().drain().end().orElseThrow().open()).isEqualTo(7);
    assertThat(servers()).containsOnlyKeys("2");
  }

  @Test
  void keepsTheServerWithWeightZeroWhenAskedTo() {
    lab.connections(80, 1, 5, 0);
    drain(Optional.of(Duration.ofMinutes(10)), Then.KEEP);
    lab.pass(Duration.ofMinutes(11));
    assertThat(step().isRunning()).isFalse();
    lab.apply(SHOP + "# again\n");
    assertThat(servers()).containsEntry("1", 0);
  }

  @Test
  void quiescesAgainWhatSomebodyGaveWeight() {
    lab.connections(80, 1, 5, 0);
    drain(Optional.empty(), Then.REMOVE);
    lab.ipvs.execute(
        new IpvsCommand.UpdateServer(
            ServiceKeys.parse("tcp 10.0.0.1:80"),
            lab.ipvs.table().get(0).servers().stream()
                .filter(server -> server.key().toString().equals("10.2.0.1:80"))
                .findFirst()
                .orElseThrow()
                .spec()
                .withWeight(3)));
    assertThat(step().isRunning()).isTrue();
    assertThat(servers()).containsEntry("1", 0);
  }

  @Test
  void undrainBringsTheServerBackWithItsWeight() {
    lab.adjustments().weight(ONE, OptionalInt.of(8));
    drain(Optional.empty(), Then.REMOVE);
    step();
    lab.adjustments().undrain(ONE);
    assertThat(servers()).containsEntry("1", 8);
    assertThat(lab.drains().step()).isEmpty();
    assertThatThrownBy(() -> lab.adjustments().undrain(ONE))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("is not drained");
  }

  @Test
  void aDrainedServerGetsNoWeight() {
    drain(Optional.empty(), Then.KEEP);
    assertThatThrownBy(() -> lab.adjustments().weight(ONE, OptionalInt.of(8)))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("lvsctl undrain");
  }

  @Test
  void whatIsRefusedIsTriedAgain() {
    lab.ipvs.refuse(IpvsCommand.RemoveServer.class::isInstance, 5);
    drain(Optional.empty(), Then.REMOVE);
    assertThat(step().isRunning()).isTrue();
    lab.ipvs.refuse(command -> false, 0);
    assertThat(step().isRunning()).isFalse();
    assertThat(servers()).containsOnlyKeys("2");
  }

  @Test
  void estimatesFromHowFastConnectionsEnd() {
    lab.connections(80, 1, 100, 0);
    drain(Optional.empty(), Then.REMOVE);
    DrainJobs jobs = lab.drains();
    assertThat(jobs.step().get(0).remaining()).isEmpty();
    lab.pass(Duration.ofSeconds(10));
    lab.connections(80, 1, 80, 0);
    assertThat(jobs.step().get(0).remaining()).contains(Duration.ofSeconds(40));
  }

  @Test
  void estimatesNoLongerThanTheDeadline() {
    lab.connections(80, 1, 100, 0);
    drain(Optional.of(Duration.ofSeconds(30)), Then.REMOVE);
    lab.pass(Duration.ofSeconds(10));
    assertThat(lab.drains().step().get(0).remaining()).contains(Duration.ofSeconds(20));
  }

  @Test
  void endsWithItsServerInTheDefinition() {
    lab.connections(80, 1, 1, 0);
    drain(Optional.empty(), Then.KEEP);
    lab.apply(cluster("shop", 80, "2=1"));
    assertThat(lab.drains().step()).isEmpty();
    assertThat(lab.state.overrides().read().overrides()).isEmpty();
  }
}
