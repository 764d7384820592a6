package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.DaemonStatus.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseFileTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path root;
  private PauseFile file;

  @BeforeEach
  void open() {
    file = new StateDirectory(root).pause();
  }

  @Test
  void remembersAPauseWithAnEndAndOneWithout() {
    for (Optional<Instant> until : List.of(Optional.<Instant>empty(), Optional.of(NOON))) {
      Pause pause = new Pause(NOON.minusSeconds(60), until, "user 0 (process 4711)");
      file.write(Optional.of(pause));
      assertThat(file.read()).contains(pause);
    }
  }

  @Test
  void forgetsAPauseThatIsOver() {
    file.write(Optional.of(new Pause(NOON, Optional.empty(), "root")));
    file.write(Optional.empty());
    assertThat(file.read()).isEmpty();
    file.write(Optional.empty());
  }

  /** Repairs go on: a daemon that did nothing because of a broken file would look like a fault. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-20T12:00:00Z\n-\n",
        "yesterday\n-\nroot\n",
        "2026-11-20T12:00:00Z\nlater\nroot\n",
        "2026-11-20T12:00:00Z\n-\nroot\nmore\n",
      })
  void aDamagedFileIsNoPause(String text) throws IOException {
    Files.writeString(root.resolve("paused"), text);
    assertThat(file.read()).isEmpty();
  }
}
