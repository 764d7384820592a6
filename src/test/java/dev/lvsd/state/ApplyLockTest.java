package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyLockTest {
  @TempDir Path directory;
  private StateDirectory state;

  @BeforeEach
  void open() {
    state = new StateDirectory(directory.resolve("state"));
  }

  @Test
  void isGivenToOneOnly() {
    ApplyLock first = state.tryLock().orElseThrow();
    assertThat(state.tryLock()).isEmpty();
    first.close();
    state.tryLock().orElseThrow().close();
  }

  @Test
  void namesItsHolder() {
    ApplyLock lock = state.tryLock().orElseThrow();
    assertThat(state.lockHolder()).isEqualTo("process " + ProcessHandle.current().pid());
    lock.close();
  }

  @Test
  void isKeptByAProcessThatAsksAgainAndLooksWhoHasIt() throws Exception {
    ApplyLock lock = state.tryLock().orElseThrow();
    assertThat(state.tryLock()).isEmpty();
    assertThat(state.lockHolder()).isEqualTo("process " + ProcessHandle.current().pid());
    assertThat(other().waitFor(30, TimeUnit.SECONDS)).as("another process got it").isTrue();
    lock.close();
  }

  /** Ends at once with a failure if it does not get the lock. */
  private Process other() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            directory.resolve("state").toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void doesNotKnowAHolderThatLeftNoNumber() throws IOException {
    assertThat(state.lockHolder()).isEqualTo("another process");
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(directory.resolve("state").resolve("apply.lock"), "no number");
    assertThat(state.lockHolder()).isEqualTo("another process");
  }

  @Test
  void keepsOtherProcessesOutAndEndsWithItsProcess() throws Exception {
    Process other = other();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');
      assertThat(state.tryLock()).isEmpty();
      assertThat(state.lockHolder()).isEqualTo("process " + other.pid());
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    state.tryLock().orElseThrow().close();
  }

  /** Takes the lock, says so, and keeps it until it is killed or its input ends. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      ApplyLock lock = new StateDirectory(Path.of(arguments[0])).tryLock().orElseThrow();
      System.out.print('!');
      System.out.flush();
      if (System.in.read() < 0) {
        lock.close();
      }
    }
  }
}
