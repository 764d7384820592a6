package dev.lvsd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Program;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The first command of the README, on this machine. It installs what is missing where it may. */
class QuickstartIT {
  private static final Path PROJECT = Path.of(System.getProperty("lvsd.basedir"));

  @Test
  void showsAClusterThatSharesRequestsAsItsWeightsSay() {
    Program.Result result =
        Program.of(PROJECT.resolve("deploy/quickstart").toString(), "--no-build")
            .within(Duration.ofMinutes(8))
            .run();
    assertThat(result.exitCode()).as(result.everything()).isZero();
    assertThat(result.output())
        .contains("Plan: 4 to add, 0 to change, 0 to quiesce, 0 to remove.")
        .contains("No changes: the table is as defined.")
        .contains("     30 real server a\n     10 real server b\n")
        .contains("== Shared 3 to 1")
        .contains("      8 real server a\n")
        .contains("== Real server a served alone");
  }
}
