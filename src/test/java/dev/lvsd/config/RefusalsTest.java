package dev.lvsd.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is refused, and in which words: the cases of {@code refusals.txt}.
 *
 * <p>Each case is a title, a document, an arrow, and the problems that must be found. Keys that
 * every document needs are added at its end, except {@code [as it is]}. {@code [schema]} says that
 * the JSON schema refuses the document as well; without it the schema cannot express the reason.
 */
class RefusalsTest {
  private static final List<String> NEEDED =
      List.of("apiVersion: lvsd/v1", "kind: Cluster", "metadata: {name: test}", "services: []");

  record Case(String title, String yaml, String problems) {
    boolean isRefusedBySchema() {
      return title.contains("[schema]");
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = requireNonNull(RefusalsTest.class.getResourceAsStream("refusals.txt"))) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<Case> parse(String text) {
    List<Case> cases = new ArrayList<>();
    for (String part : text.substring("=== ".length()).split("\n=== ", -1)) {
      int titleEnd = part.indexOf('\n');
      int arrow = part.indexOf("\n--->\n");
      String title = part.substring(0, titleEnd);
      String yaml = part.substring(titleEnd + 1, arrow + 1);
      String problems = part.substring(arrow + "\n--->\n".length());
      cases.add(new Case(title, completed(title, yaml), problems.strip()));
    }
    return cases;
  }

  private static String completed(String title, String yaml) {
    StringBuilder out = new StringBuilder(yaml);
    for (String line : NEEDED) {
      String key = line.substring(0, line.indexOf(':') + 1);
      if (!title.contains("[as it is]") && !yaml.startsWith(key) && !yaml.contains("\n" + key)) {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refuses(Case refused) {
    assertThat(problems(refused.yaml())).isEqualTo(refused.problems());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesBySchemaWhatASchemaCanExpress(Case refused) {
    assertThat(SchemaCheck.refuses(refused.yaml())).isEqualTo(refused.isRefusedBySchema());
  }

  static String problems(String yaml) {
    Problems problems = new Problems();
    new DefinitionReader(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .read(List.of(Path.of("-")), problems);
    return problems.all().stream()
        .map(problem -> problem.toString().replace("<stdin>:", ""))
        .collect(Collectors.joining("\n"));
  }
}
