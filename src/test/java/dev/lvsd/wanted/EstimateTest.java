package dev.lvsd.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.Statistics;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private static ServerStatus server(long active, long persistent) {
    ServerSpec spec =
        ServerSpec.of(new ServerKey(Addresses.parse("10.2.0.1"), 80), ForwardingMethod.NAT, 0);
    return new ServerStatus(spec, active, 0, persistent, Statistics.ZERO);
  }

  @Test
  void clientsOfAPersistentServiceComeBackForATimeOut() {
    Estimate estimate = new Estimate(START, 10);
    assertThat(estimate.remaining(server(0, 3), 300, START.plusSeconds(5)))
        .contains(Duration.ofMinutes(5));
  }

  @Test
  void saysNothingWhileConnectionsGetMore() {
    Estimate estimate = new Estimate(START, 10);
    assertThat(estimate.remaining(server(12, 0), 0, START.plusSeconds(5))).isEmpty();
  }

  @Test
  void looksAtTheLastMinute() {
    Estimate estimate = new Estimate(START, 10_000);
    for (int second = 1; second <= 300; second++) {
      estimate.observe(START.plusSeconds(second), 1000 - second);
    }
    Duration left = estimate.remaining(server(700, 0), 0, START.plusSeconds(300)).orElseThrow();
    assertThat(left).isBetween(Duration.ofSeconds(690), Duration.ofSeconds(710));
  }

  /** A clock that was set back must not end in nonsense. */
  @Property
  void isNeverNegative(
      @ForAll @IntRange(min = -100, max = 1000) int seconds,
      @ForAll @IntRange(max = 2000) int connections) {
    Estimate estimate = new Estimate(START, 1000);
    Instant now = START.plusSeconds(seconds);
    estimate.observe(now, connections);
    estimate
        .remaining(server(connections, 0), 0, now)
        .ifPresent(left -> assertThat(left.isNegative()).isFalse());
  }
}
