package dev.lvsd.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.remote.RemoteShell;
import dev.lvsd.remote.SshTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real shell of this machine; ssh has the same at its other end. */
class LocalShellTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void runsScriptsOneAfterTheOtherInOneShell() {
    try (RemoteShell shell = open()) {
      assertThat(shell.run("echo one; echo two >&2; exit 3\n", LIMIT))
          .isEqualTo(new RemoteShell.Answer(3, "one\ntwo\n"));
      assertThat(shell.run("cat; printf last\n", LIMIT))
          .isEqualTo(new RemoteShell.Answer(0, "last"));
    }
  }

  @Test
  void givesUpWhenTheLimitIsOver() {
    try (RemoteShell shell = open()) {
      assertThatThrownBy(() -> shell.run("sleep 60\n", Duration.ofMillis(200)))
          .isInstanceOf(LvsdException.class)
          .hasMessageContaining("no answer within");
    }
  }

  @Test
  void saysThatTheShellEnded() {
    try (RemoteShell shell = open()) {
      assertThatThrownBy(() -> shell.run("kill -9 $$\n", LIMIT))
          .isInstanceOf(LvsdException.class)
          .hasMessageContaining("it ended with 137");
    }
  }

  /** Where the connection is cut, the shell gets the beginning of a script only. */
  @ParameterizedTest
  @ValueSource(ints = {5, 20, 60, 90, 110})
  void doesNothingOfAScriptThatDidNotArriveAsAWhole(int length)
      throws IOException, InterruptedException {
    Path trace = directory.resolve("trace");
    String script =
        ("(\nlvsd() {\n  echo x >> '%s'\n}\nlvsd\n".formatted(trace) + "#".repeat(200) + "\n)");
    Process shell = new ProcessBuilder("/bin/sh", "-s").redirectErrorStream(true).start();
    shell.getOutputStream().write(script.substring(0, length).getBytes(StandardCharsets.UTF_8));
    shell.getOutputStream().close();
    shell.getInputStream().readAllBytes();
    shell.waitFor();
    assertThat(Files.exists(trace)).isFalse();
  }

  private static RemoteShell open() {
    return new LocalShell().open(new SshTarget("localhost", Optional.empty(), OptionalInt.empty()));
  }
}
