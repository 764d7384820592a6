package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problems;
import dev.lvsd.model.Definition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README stays true: its cluster file and the errors that it shows for it. */
class ReadmeTest {
  @TempDir private Path directory;

  @Test
  void theClusterFileIsValid() throws IOException {
    Problems problems = new Problems();
    Optional<Definition> definition = read(clusterFile(), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(definition).isPresent();
  }

  @Test
  void theErrorsAreThoseOfTheClusterFileWithTwoMistakes() throws IOException {
    String mistaken =
        clusterFile()
            .replace("scheduler: wrr", "scheduler: wwr")
            .replace("weight: 3", "weight: -3");
    Problems problems = new Problems();
    read(mistaken, problems);
    List<String> errors =
        problems.all().stream().map(p -> p.toString().replace(directory + "/", "    ")).toList();
    assertThat(readme().lines().filter(line -> line.startsWith("    cluster.yaml:")))
        .containsExactlyElementsOf(errors);
  }

  private Optional<Definition> read(String yaml, Problems problems) throws IOException {
    Path file = Files.writeString(directory.resolve("cluster.yaml"), yaml);
    return new DefinitionReader(InputStream.nullInputStream()).read(List.of(file), problems);
  }

  private static String clusterFile() throws IOException {
    String readme = readme();
    int from = readme.indexOf("```yaml\n") + "```yaml\n".length();
    return readme.substring(from, readme.indexOf("```", from));
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of(System.getProperty("lvsd.basedir"), "README.md"));
  }
}
