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

  @Test
  void theLibraryExampleIsTheOneThatRunsOnEveryKernel() throws IOException {
    Path tested =
        Path.of(
            System.getProperty("lvsd.basedir"),
            "it-tests/src/java/dev/lvsd/it/kernel/ReadmeIT.java");
    assertThat(squeezed(Files.readString(tested))).contains(squeezed(block("java")));
  }

  private Optional<Definition> read(String yaml, Problems problems) throws IOException {
    Path file = Files.writeString(directory.resolve("cluster.yaml"), yaml);
    return new DefinitionReader(InputStream.nullInputStream()).read(List.of(file), problems);
  }

  private static String clusterFile() throws IOException {
    return block("yaml");
  }

  private static String block(String language) throws IOException {
    String readme = readme();
    String start = "```" + language + "\n";
    int from = readme.indexOf(start) + start.length();
    return readme.substring(from, readme.indexOf("```", from));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of(System.getProperty("lvsd.basedir"), "README.md"));
  }
}
