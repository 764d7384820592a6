package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemProgramsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void tellsSuccessFromFailureWithWhatWasSaid() {
    assertThat(SystemPrograms.run(List.of("/bin/echo", "a;b"), LONG))
        .isEqualTo(new Programs.Result(true, "a;b"));
    assertThat(SystemPrograms.run(List.of("/bin/sh", "-c", "echo one; echo two >&2; exit 3"), LONG))
        .isEqualTo(new Programs.Result(false, "one; two"));
  }

  @Test
  void tellsThatThereIsNoSuchProgram() {
    Programs.Result result = SystemPrograms.run(List.of("/nowhere/modprobe"), LONG);
    assertThat(result.succeeded()).isFalse();
    assertThat(result.said()).contains("No such file or directory");
  }

  @Test
  void killsWhatTakesTooLong() {
    Programs.Result result = SystemPrograms.run(List.of("/bin/sleep", "60"), Duration.ofMillis(50));
    assertThat(result.succeeded()).isFalse();
    assertThat(result.said()).startsWith("not done within");
  }

  @Test
  void doesNotWaitForWhatAProgramLeavesBehind() {
    String leavesChild = "sleep 15 & echo done";
    long start = System.nanoTime();
    assertThat(SystemPrograms.run(List.of("/bin/sh", "-c", leavesChild), LONG).said())
        .isEqualTo("done");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
