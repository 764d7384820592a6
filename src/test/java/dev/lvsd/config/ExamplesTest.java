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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {
  private static final Path DEPLOY = Path.of(System.getProperty("lvsd.basedir", "."), "deploy");
  private static final Path EXAMPLES = DEPLOY.resolve("examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsReadWithoutAProblem(Path example) {
    Problems problems = new Problems();
    assertThat(read(example, problems)).isPresent();
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleFitsTheSchema(Path example) throws IOException {
    assertThat(SchemaCheck.messages(Files.readString(example))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleNamesTheSchemaForEditors(Path example) throws IOException {
    assertThat(Files.readString(example))
        .startsWith("# yaml-language-server: $schema=../schema/lvsd-v1.schema.json\n");
  }

  @Test
  void theExamplesCanBeReadTogether() {
    Problems problems = new Problems();
    assertThat(read(EXAMPLES, problems)).isPresent();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void oneExampleUsesEveryKey() throws IOException {
    String full = Files.readString(EXAMPLES.resolve("full.yaml"));
    assertThat(SchemaCheck.keys()).allSatisfy(key -> assertThat(full).contains(key + ":"));
  }

  private static Optional<Definition> read(Path path, Problems problems) {
    return new DefinitionReader(InputStream.nullInputStream()).read(List.of(path), problems);
  }
}
