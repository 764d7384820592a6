package dev.lvsd.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problem;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, directories, standard input, encodings and limits. */
class SourcesTest {
  @TempDir Path directory;
  private final Problems problems = new Problems();

  @Test
  void readsEveryDocumentOfEveryFileInOrder() {
    file("b.yaml", cluster("b1") + "---\n" + cluster("b2"));
    file("a.yaml", "---\n# nothing yet\n---\n" + cluster("a") + "...\n");

    assertThat(names(read("b.yaml", "a.yaml"))).containsExactly("b1", "b2", "a");
    assertThat(messages()).isEmpty();
  }

  @Test
  void readsTheYamlFilesOfADirectoryByName() throws IOException {
    file("20.yml", cluster("second"));
    file("10.yaml", cluster("first"));
    file("30.yaml.bak", "not: read");
    file(".hidden.yaml", "not: read");
    Files.createDirectories(directory.resolve("40.yaml"));

    assertThat(names(read(""))).containsExactly("first", "second");
    assertThat(messages()).isEmpty();
  }

  @Test
  void readsStandardInput() {
    Optional<Definition> definition =
        new DefinitionReader(new ByteArrayInputStream("foo: 1".getBytes(UTF_8)))
            .read(List.of(Path.of("-")), problems);

    assertThat(definition).isEmpty();
    assertThat(messages()).anyMatch(line -> line.startsWith("<stdin>:1:1: foo: unknown key"));
  }

  @Test
  void reportsTheProblemsOfAllFilesAtOnce() {
    file("a.yaml", "services: [\n");
    file("b.yaml", cluster("b") + "foo: 1\n");

    assertThat(read("a.yaml", "missing.yaml", "b.yaml")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "a.yaml:2:1: not YAML: while parsing a flow node, expected the node content, but found '<stream end>'",
            "b.yaml:5:1: foo: unknown key (known keys: apiVersion, kind, metadata, dataPlane,"
                + " management, director, services, realServerHosts)",
            "missing.yaml: cannot be read: no such file or directory");
  }

  @Test
  void aSyntaxErrorDoesNotHideTheDocumentsBeforeIt() {
    file("a.yaml", cluster("a b") + "---\n]\n");

    assertThat(read("a.yaml")).isEmpty();
    assertThat(messages()).hasSize(2).anyMatch(line -> line.contains("'a b' is not a name"));
  }

  @Test
  void namesTheOtherPlaceOfWhatIsDefinedTwice() {
    String service =
        "  - {name: w, listen: 10.0.0.1:80, forwarding: nat, realServers: [{address: 10.0.0.2}]}\n";
    file("a.yaml", cluster("shop").replace("services: []", "services:\n" + service));
    file("b.yaml", cluster("shop").replace("services: []", "services:\n" + service));

    assertThat(read("a.yaml", "b.yaml")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "b.yaml:3:18: metadata.name: a cluster of this name stands in a.yaml:3:18"
                + " (rename one, or join them)",
            "b.yaml:5:23: services[0].listen: tcp 10.0.0.1:80 is defined already, in a.yaml:5:23"
                + " (join the two services)");
  }

  @Test
  void clustersOfOneDirectorMustAgreeAboutIt() {
    file("a.yaml", cluster("a") + "director: {timeouts: {tcp: 15m}, sysctls: {conntrack: 1}}\n");
    file("b.yaml", cluster("b") + "director: {timeouts: {tcp: 900}, sysctls: {conntrack: 0}}\n");

    assertThat(read("a.yaml", "b.yaml")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "b.yaml:5:43: director.sysctls: 'sysctl net.ipv4.vs.conntrack' differs from a.yaml:5:43, and both"
                + " are for one director (give it in one cluster only)");
  }

  @Test
  void refusesFilesAndDirectoriesWithoutACluster() throws IOException {
    file("comment.yaml", "# services:\n");
    file("empty.yaml", "");
    Files.createDirectories(directory.resolve("none"));

    assertThat(read("comment.yaml", "empty.yaml", "none")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "comment.yaml: has no document (a definition begins with apiVersion: lvsd/v1)",
            "empty.yaml: has no document (a definition begins with apiVersion: lvsd/v1)",
            "none: the directory has no *.yaml or *.yml file (hidden files and subdirectories are"
                + " not read)");
  }

  @Test
  void takesAByteOrderMarkOfUtf8AndRefusesOtherEncodings() {
    file("utf8.yaml", ("\ufeff" + cluster("a")).getBytes(UTF_8));
    file("utf16.yaml", cluster("b").getBytes(UTF_16));
    file("latin1.yaml", ("# café\n" + cluster("c")).getBytes(ISO_8859_1));
    file("cut.yaml", Arrays.copyOf("# é".getBytes(UTF_8), 3));

    assertThat(read("utf8.yaml", "utf16.yaml", "latin1.yaml", "cut.yaml")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "cut.yaml:1:3: byte 0xc3 is not UTF-8 (save the file as UTF-8)",
            "latin1.yaml:1:6: byte 0xe9 is not UTF-8 (save the file as UTF-8)",
            "utf16.yaml:1:1: is UTF-16, not UTF-8 (save the file as UTF-8)");
  }

  @Test
  void refusesControlCharacters() {
    file("nul.yaml", "a: 1\nb: \0\n");
    file("escape.yaml", "# \u001b[31m\n");
    file("mark.yaml", "a: 1\n\ufeffb: 1\n");

    assertThat(read("nul.yaml", "escape.yaml", "mark.yaml")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "escape.yaml:1:3: character U+001B is not allowed (remove it)",
            "mark.yaml:2:1: character U+FEFF is not allowed (remove it)",
            "nul.yaml:2:4: character U+0000 is not allowed (remove it)");
  }

  @Test
  void refusesFilesThatAreTooLarge() {
    file("large.yaml", "#".repeat(Limits.FILE_BYTES + 1));

    assertThat(read("large.yaml")).isEmpty();
    assertThat(messages()).containsExactly("large.yaml: larger than 16 MiB (split it)");
  }

  @Test
  void refusesDeepNesting() {
    file("deep.yaml", "services: " + "[".repeat(1_000_000));
    file("block.yaml", "- ".repeat(100_000));

    assertThat(read("deep.yaml", "block.yaml")).isEmpty();
    assertThat(messages())
        .containsExactly(
            "block.yaml:1:43: nested more than 20 levels deep",
            "deep.yaml:1:31: nested more than 20 levels deep");
  }

  @Test
  void refusesAliasesThatUnfoldWithoutEnd() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
    }
    file("bomb.yaml", bomb.toString());

    assertThat(read("bomb.yaml")).isEmpty();
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("more than 4000000 keys and values, aliases unfolded");
  }

  @Test
  void endsWhenThereAreTooManyProblems() {
    file("bad.yaml", "foo: 1\n".repeat(5000));

    assertThat(read("bad.yaml")).isEmpty();
    assertThat(messages())
        .hasSize(Limits.PROBLEMS + 1)
        .contains("definition: more than 1000 problems; the first 1000 are shown");
  }

  private void file(String name, String text) {
    file(name, text.getBytes(UTF_8));
  }

  private void file(String name, byte[] bytes) {
    try {
      Files.write(directory.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cluster(String name) {
    return "apiVersion: lvsd/v1\nkind: Cluster\nmetadata: {name: " + name + "}\nservices: []\n";
  }

  private Optional<Definition> read(String... names) {
    return new DefinitionReader(InputStream.nullInputStream())
        .read(Arrays.stream(names).map(directory::resolve).toList(), problems);
  }

  private static List<String> names(Optional<Definition> definition) {
    return definition.orElseThrow().clusters().stream().map(Cluster::name).toList();
  }

  private List<String> messages() {
    return problems.all().stream()
        .map(Problem::toString)
        .map(line -> line.replace(directory + "/", ""))
        .toList();
  }
}
