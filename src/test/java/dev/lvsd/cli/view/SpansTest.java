package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
  @ParameterizedTest
  @CsvSource({"0, 0s", "1, 1s", "90, 90s", "300, 5m", "3600, 1h", "3660, 61m", "86400, 24h"})
  void writesSecondsInTheLargestUnitThatDivides(long seconds, String expected) {
    assertThat(Spans.seconds(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 00:00", "59, 00:59", "899, 14:59", "3723, 1:02:03", "360000, 100:00:00"})
  void writesTimeLeftAsAClock(long seconds, String expected) {
    assertThat(Spans.clock(seconds)).isEqualTo(expected);
  }

  @Test
  void writesWhatSomethingTook() {
    assertThat(Spans.took(Duration.ofMillis(42))).isEqualTo("0.04 s");
    assertThat(Spans.took(Duration.ofMillis(12_345))).isEqualTo("12.3 s");
  }
}
