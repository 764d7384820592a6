package dev.lvsd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Drain DRAIN =
      new Drain(NOON, Optional.empty(), Then.REMOVE, 100, Optional.empty());

  private final Shell shell = new Shell();
  private final ScriptedJobs jobs = shell.operations.jobs;

  private static DrainStatus status(Drain drain, Optional<ServerStatus> server) {
    return new DrainStatus(
        "shop",
        "web",
        Samples.WEB,
        "a",
        Samples.server("10.2.0.11:80", 0).key(),
        drain,
        server,
        drain.end().isPresent() ? Optional.empty() : Optional.of(Duration.ofSeconds(80)));
  }

  private static DrainStatus running() {
    return status(
        DRAIN,
        Optional.of(
            new ServerStatus(Samples.server("10.2.0.11:80", 0), 12, 40, 3, Statistics.ZERO)));
  }

  private static DrainStatus ended(Then then, long open) {
    Drain drain = new Drain(NOON, Optional.empty(), then, 100, Optional.empty());
    return status(
        drain.ended(NOON.plusSeconds(60), open),
        then == Then.REMOVE ? Optional.empty() : running().status());
  }

  @Test
  void givesAndResetsAWeight() {
    assertThat(shell.run("weight", "shop/web", "a", "5")).isZero();
    assertThat(shell.run("weight", "tcp 10.0.0.1:80", "10.2.0.11", "--reset")).isZero();
    assertThat(jobs.asked)
        .containsExactly("shop/web a: weight 5", "tcp 10.0.0.1:80 10.2.0.11: reset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight web a", "weight web a 5 --reset", "weight web a -- -1"})
  void wantsEitherAWeightOrAReset(String line) {
    assertThat(shell.run(line.split(" ", -1))).isEqualTo(ExitCodes.USAGE);
    assertThat(jobs.asked).isEmpty();
  }

  @Test
  void drainsToTheEnd() {
    jobs.drains.add(ended(Then.REMOVE, 0));
    assertThat(shell.run("drain", "web", "a")).isZero();
    assertThat(jobs.asked).containsExactly("web a: drain Optional.empty REMOVE", "await a");
    assertThat(shell.out())
        .isEqualTo("Drained and removed server a (10.2.0.11:80) of tcp 203.0.113.10:80.\n");
  }

  @Test
  void saysWhatTheDeadlineCut() {
    jobs.drains.add(ended(Then.REMOVE, 7));
    shell.run("drain", "web", "a", "--deadline", "10m");
    assertThat(jobs.asked).contains("web a: drain Optional[PT10M] REMOVE");
    assertThat(shell.out()).endsWith("; the deadline had passed, 7 connections went with it.\n");
  }

  @Test
  void saysWhatAKeptServerStillHas() {
    jobs.drains.add(ended(Then.KEEP, 7));
    shell.run("drain", "web", "a", "--then", "keep");
    assertThat(jobs.asked).contains("web a: drain Optional.empty KEEP");
    assertThat(shell.out())
        .contains("stays with weight 0; the deadline has passed, it still has 7 connections.");
  }

  @Test
  void doesNotWaitWhenDetached() {
    jobs.drains.add(running());
    assertThat(shell.run("drain", "web", "a", "--detach")).isZero();
    assertThat(jobs.asked).containsExactly("web a: drain Optional.empty REMOVE");
    assertThat(shell.out()).startsWith("Still draining server a");
  }

  @Test
  void failsWhenTheDrainWasTakenBack() {
    assertThat(shell.run("drain", "web", "a")).isEqualTo(ExitCodes.FAILED);
    assertThat(shell.err()).contains("taken back");
  }

  @Test
  void bringsAServerBack() {
    assertThat(shell.run("undrain", "web", "a")).isZero();
    assertThat(jobs.asked).containsExactly("web a: undrain");
  }

  @Test
  void listsDrains() {
    jobs.drains.add(running());
    jobs.drains.add(ended(Then.REMOVE, 0));
    assertThat(shell.run("get", "drains")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            SERVICE   SERVER  ADDRESS       STATE     ACTIVE  INACTIVE  PERSISTENT   REMAINING
            shop/web  a       10.2.0.11:80  draining      12        40           3  about 1:20
            shop/web  a       10.2.0.11:80  removed        -         -           -           -
            """
                .replace("about 1:20", "about 01:20")
                .replace("   REMAINING", "    REMAINING")
                .replace("           -\n", "            -\n"));
  }

  @Test
  void listsDrainsAsJson() {
    jobs.drains.add(running());
    assertThat(shell.run("get", "drains", "-o", "json")).isZero();
    JsonObject drain =
        JsonParser.parseString(shell.out()).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(drain.get("remainingSeconds").getAsInt()).isEqualTo(80);
    assertThat(drain.get("persistentConnections").getAsInt()).isEqualTo(3);
    assertThat(drain.get("deadline").isJsonNull()).isTrue();
  }
}
