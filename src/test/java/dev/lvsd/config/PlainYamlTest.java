package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain YAML is read as SnakeYAML reads it, to the column, or not at all. */
class PlainYamlTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("lvsd.basedir", "."), "deploy", "examples");

  /** What one parser finds: roots and texts of all documents. */
  private record Found(List<YamlNode> roots, List<String> texts) {
    static Found in(Documents documents) {
      List<YamlNode> roots = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (YamlNode root = documents.next(); root != null; root = documents.next()) {
        roots.add(root);
        texts.add(documents.documentText());
      }
      return new Found(roots, texts);
    }
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsExamplesThatHaveNoAnchors(Path example) throws IOException {
    String text = Files.readString(example);
    assertThat(readsAsTheOther(text)).isEqualTo(!text.contains(": &"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1",
        "a:\n  b: 1\n  c:\n    - x\n    - y\nd: z\n",
        "a:\n- b: 1\n  c: 2\n-   b: 3\n    c: 4\nd: e\n",
        "a: {b: 1, c: {d: [x, \"y, z\", 'w']}, e: {}, f: []}   # said\n",
        "---\n# first\na: 10.0.0.1:80\n--- # second\nb: 2001:db8::1\n",
        "a: \"[2001:db8::1]:443\"\nb: ''\n\n  # deeper remark\nc: null\n",
        "- a\n- {b: c}\n- d: e\n-\n  f: g\n- # said\n  - h\n",
        "a.b_c: 3 50  7 # said\nd: {e: f g}",
        "a:   # remark – with a dash\n    b-c_d: e\n"
      })
  void readsWhatDefinitionsAreMadeOf(String text) {
    assertThat(readsAsTheOther(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---\n",
        "a: b\n---\n",
        "a:\nb: c\n",
        "a: b\n  c\n",
        "a: b\n  c: d\n",
        " a: b\n",
        "a: &x b\nc: *x\n",
        "a: |\n  b\n",
        "a: !t b\n",
        "? a\n: b\n",
        "a: b: c\n",
        "a: \"b\\n\"\n",
        "a: 'b''c'\n",
        "a: {b: c,\n  d: e}\n",
        "a: {b: c,}\n",
        "a: {b}\n",
        "a: b#c\n",
        "a: b :c\n",
        "a: b - c\n",
        "a: b c: d\n",
        "-\n- a\n",
        "- a\nb: c\n",
        "a:\tb\n",
        "a: b\r\nc: d\n",
        "a: b # c\u2028d: e\n",
        "a:\n    b: c\n  d: e\n",
        "a: b\n...\n",
        "a: [b: c]\n",
        "<<: a\n",
        "\"a\": b\n"
      })
  void leavesTheRestToTheOther(String text) {
    assertThat(PlainYaml.read(text)).isNull();
  }

  @Test
  void stopsWhereBlocksAreTooDeep() {
    StringBuilder text = new StringBuilder();
    for (int depth = 0; depth <= Limits.NESTING; depth++) {
      text.append("  ".repeat(depth)).append("a:\n");
    }
    assertThat(PlainYaml.read(text + "  ".repeat(Limits.NESTING + 1) + "a: b\n")).isNull();
    assertThat(PlainYaml.read("a: " + "[".repeat(99) + "b" + "]".repeat(99))).isNull();
  }

  @Property(tries = 5000)
  void agreesAboutGeneratedText(@ForAll Random random) {
    String[] pieces = {
      "a: ",
      "bc: ",
      "d:",
      "- ",
      "-",
      "\n",
      "\n",
      "\n",
      "\n  ",
      "\n  ",
      "\n    ",
      " ",
      "x",
      "10.0.0.1:80",
      "{",
      "}",
      "{a: b}",
      "[",
      "]",
      ", ",
      ",",
      "\"",
      "'",
      "\"q r\"",
      " # c",
      "#",
      ":",
      "\n---\n",
      "\t",
      "é",
      "&a ",
      "*a",
      "null",
      "?",
      "|",
      "\n- a: b\n  c: d"
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    readsAsTheOther(text.toString());
  }

  @Property(tries = 2000)
  void agreesAboutADamagedExample(@ForAll Random random) throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(EXAMPLES.resolve("full.yaml")));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      text.setCharAt(at, " \n\t:-[]{}&*!|>'\"#%@`,?0~<".charAt(random.nextInt(25)));
    }
    readsAsTheOther(text.toString());
  }

  @FuzzTest(maxDuration = "60s")
  void agreesAboutAnyBytes(byte[] bytes) {
    readsAsTheOther(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Compares the two, and answers whether there was something to compare. */
  private static boolean readsAsTheOther(String any) {
    Optional<String> text = checked(any);
    @Nullable PlainYaml plain = text.map(PlainYaml::read).orElse(null);
    if (plain == null) {
      return false;
    }
    assertThat(Found.in(plain)).as(any).isEqualTo(Found.in(new Composer(text.orElseThrow())));
    return true;
  }

  private static Optional<String> checked(String any) {
    try {
      return Optional.of(SourceText.decode(any.getBytes(StandardCharsets.UTF_8)));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }
}
