package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problem;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Definition;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of each document of a file is kept as it was written. */
class ClusterDocumentTest {
  private static String cluster(String name, int port) {
    return """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: %s} # the name
        services:
          - {name: web, listen: "10.0.0.1:%d", forwarding: nat, realServers: [{address: 10.2.0.11}]}
        """
        .formatted(name, port);
  }

  private static List<ClusterDocument> documents(String text) {
    Problems problems = new Problems();
    Optional<List<ClusterDocument>> read =
        new DefinitionReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .readDocuments(List.of(Path.of("-")), problems);
    assertThat(problems.all()).isEmpty();
    return read.orElseThrow();
  }

  private static List<String> texts(String text) {
    return documents(text).stream().map(ClusterDocument::text).toList();
  }

  @Test
  void aFileOfOneDocumentIsItsText() {
    String text = "# yaml-language-server: $schema=x.json\n" + cluster("shop", 80) + "# the end\n";
    assertThat(texts(text)).containsExactly(text);
  }

  @Test
  void documentsPartAtTheirFirstLines() {
    String shop = "# überall 𝄞\n---\n" + cluster("shop", 80) + "# after shop 𝄞\n";
    String mail = "--- # mail\n" + cluster("mail", 25) + "...\n";
    String dns = "%YAML 1.1\n---\n" + cluster("dns", 53);
    assertThat(texts(shop + mail + dns)).containsExactly(shop, mail, dns);
  }

  @Test
  void emptyDocumentsAreInNoText() {
    String shop = "---\n" + cluster("shop", 80);
    assertThat(texts("--- # empty\n" + shop + "---\n")).containsExactly(shop);
  }

  @Test
  void keepsLineEndsAsTheyAre() {
    String text = cluster("shop", 80).replace("\n", "\r\n") + "---\r\n";
    assertThat(texts(text)).containsExactly(text.substring(0, text.length() - 5));
  }

  static List<Path> examples() throws Exception {
    Path examples = Path.of(System.getProperty("lvsd.basedir"), "deploy/examples");
    try (Stream<Path> files = Files.list(examples)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aTextReadsAsTheSameCluster(Path example) throws Exception {
    String text = Files.readString(example);
    String twice = text + "\n---\n" + cluster("more", 9999);
    Map<String, String> kept = new LinkedHashMap<>();
    List<ClusterDocument> documents = documents(twice);
    documents.forEach(document -> kept.put(document.cluster().name(), document.text()));
    Definition again = DefinitionReader.readTexts(kept, new Problems()).orElseThrow();
    assertThat(again.clusters())
        .isEqualTo(documents.stream().map(ClusterDocument::cluster).toList());
    assertThat(String.join("", kept.values())).isEqualTo(twice);
  }

  @Test
  void problemsOfADocumentAreToldAlsoIfTheNextOneIsNotYaml() throws Exception {
    Problems problems = new Problems();
    String text = cluster("shop", 80).replace("kind", "knid") + "---\n\t- x\n";
    new DefinitionReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .read(List.of(Path.of("-")), problems);
    assertThat(problems.all())
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("unknown key"));
    assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains("not YAML"));
  }

  @Test
  void textsThatDoNotGoTogetherAreRefusedByTheirNames() {
    Problems problems = new Problems();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("new", cluster("shop", 80));
    texts.put("history 3", cluster("mail", 80));
    assertThat(DefinitionReader.readTexts(texts, problems)).isEmpty();
    assertThat(problems.all())
        .singleElement()
        .satisfies(problem -> assertThat(problem.position().file()).isEqualTo("history 3"))
        .extracting(Problem::message)
        .asString()
        .contains("new:5");
  }
}
