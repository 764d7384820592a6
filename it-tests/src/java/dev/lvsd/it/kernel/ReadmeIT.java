package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README stays true: what it tells an operator to type works on a director. */
class ReadmeIT {
  private static final Path PROJECT = Path.of(System.getProperty("lvsd.basedir"));

  @Test
  void everyCommandForADirectorWorksInTheOrderOfTheReadme(@TempDir Path state) throws IOException {
    List<String> commands = commandsForADirector();
    assertThat(commands).hasSizeGreaterThan(5);
    try (Namespace director = Namespace.create("director")) {
      for (String command : commands) {
        Program.Result result =
            director
                .program(
                    "env", "-C", PROJECT.toString(), "LVSD_STATE=" + state, "sh", "-c", command)
                .run();
        assertThat(result.exitCode()).as(result.everything()).isZero();
      }
    }
  }

  /** Lines behind the prompt {@code #} in blocks that are marked as a console. */
  private static List<String> commandsForADirector() throws IOException {
    List<String> commands = new ArrayList<>();
    boolean console = false;
    for (String line : Files.readAllLines(PROJECT.resolve("README.md"))) {
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("# ")) {
        commands.add(line.substring(2));
      }
    }
    return commands;
  }
}
