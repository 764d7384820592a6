package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.diag.Problem;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Definition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;

/** Whatever bytes come in: a definition or problems comes out, soon, and nothing is thrown. */
class DefinitionReaderFuzzTest {
  private static final Path FULL =
      Path.of(System.getProperty("lvsd.basedir", "."), "deploy", "examples", "full.yaml");

  @FuzzTest(maxDuration = "60s")
  void anyBytes(byte[] bytes) {
    check(bytes);
  }

  @Property(tries = 2000)
  void aFileWithRandomDamage(@ForAll Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(FULL);
    for (int i = random.nextInt(20); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      byte[] marks = " \n\t:-[]{}&*!|>'\"#%@`,?0~<".getBytes(StandardCharsets.US_ASCII);
      bytes[at] =
          random.nextInt(10) == 0
              ? (byte) random.nextInt(256)
              : marks[random.nextInt(marks.length)];
    }
    check(bytes);
  }

  private static void check(byte[] bytes) {
    Problems problems = new Problems();
    Optional<Definition> definition =
        Assertions.assertTimeout(
            Duration.ofSeconds(10),
            () ->
                new DefinitionReader(new ByteArrayInputStream(bytes))
                    .read(List.of(Path.of("-")), problems));
    assertThat(definition.isPresent()).isEqualTo(!problems.hasErrors());
    for (Problem problem : problems.all()) {
      assertThatCode(problem::toString).doesNotThrowAnyException();
      assertThat(problem.toString()).doesNotContain("\n", "\u001b").hasSizeLessThan(1000);
    }
  }
}
