package dev.lvsd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.state.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loop says of itself, which decides whether systemd finds the daemon ready. */
class ReconcileLoopTest {
  @TempDir Path directory;
  private final ScriptedUpkeep director = new ScriptedUpkeep();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private ReconcileLoop loop() {
    StateDirectory state = new StateDirectory(directory);
    InstantSource clock = InstantSource.system();
    Watch watch =
        new Watch() {
          @Override
          public void looked() {
            heard.add("looked");
          }

          @Override
          public void failed(String problem) {
            heard.add(problem);
          }

          @Override
          public void alive() {}
        };
    return new ReconcileLoop(
        () -> director,
        new EventLog(state.events(), clock),
        state.pause(),
        Duration.ofHours(1),
        clock,
        watch);
  }

  private String heard() throws InterruptedException {
    return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void saysThatItLooked() throws InterruptedException {
    try (ReconcileLoop loop = loop()) {
      loop.start();
      assertThat(heard()).isEqualTo("looked");
    }
  }

  @Test
  void saysWhyItCouldNot() throws InterruptedException {
    director.broken = Optional.of("the kernel has no IPVS");
    try (ReconcileLoop loop = loop()) {
      loop.start();
      assertThat(heard()).isEqualTo("the kernel has no IPVS");
      director.broken = Optional.empty();
      assertThat(loop.reconcile(Duration.ofSeconds(10)).problem()).isEmpty();
      assertThat(heard()).isEqualTo("looked");
    }
  }

  @Test
  void hasLookedWhereSomebodyPausedIt() throws InterruptedException {
    director.broken = Optional.of("nobody looks");
    try (ReconcileLoop loop = loop()) {
      loop.pause(Optional.empty(), "root");
      loop.start();
      assertThat(heard()).isEqualTo("looked");
    }
  }

  @Test
  void remembersAPauseOverARestart() throws InterruptedException {
    try (ReconcileLoop loop = loop()) {
      loop.pause(Optional.empty(), "root");
    }
    try (ReconcileLoop again = loop()) {
      again.start();
      assertThat(heard()).isEqualTo("looked");
      assertThat(director.plans).isZero();
      again.resume("root");
      assertThat(heard()).isEqualTo("looked");
      assertThat(director.plans).isEqualTo(1);
    }
  }
}
