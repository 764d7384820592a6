package dev.lvsd.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.SchedulerName;
import org.junit.jupiter.api.Test;

class SchedulerAdviceTest {
  @Test
  void knowsEveryMainlineScheduler() {
    assertThat(SchedulerAdvice.all())
        .extracting(SchedulerAdvice::scheduler)
        .containsExactlyInAnyOrderElementsOf(SchedulerName.MAINLINE);
    assertThat(SchedulerAdvice.all().get(0).module()).isEqualTo("ip_vs_wlc");
  }
}
