package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Reader and schema come from the same declarations; here they read the same documents. */
class SchemaAgreementTest {
  private static final List<String> WORDS =
      List.of(
          "0",
          "1",
          "-1",
          "7",
          "8",
          "27",
          "28",
          "80",
          "300",
          "65535",
          "65536",
          "2147483647",
          "2147483648",
          "0123",
          "1_000",
          "0x10",
          "1.5",
          "1e3",
          "true",
          "True",
          "yes",
          "on",
          "null",
          "~",
          "auto",
          "kernel",
          "Kernel",
          "lvsd/v1",
          "Cluster",
          "shared",
          "tcp",
          "udp",
          "wrr",
          "mh",
          "nat",
          "dr",
          "tunnel",
          "gue",
          "gre",
          "full",
          "none",
          "sip",
          "ipv6",
          "fallback",
          "port",
          "a",
          "web-1",
          "-web",
          "a b",
          "10.0.0.1",
          "10.0.0.2",
          "10.0.0.1:80",
          "10.0.0.1:0",
          "10.0.0.1:080",
          "010.0.0.1",
          "2001:db8::1",
          "5m",
          "1h30m",
          "90s",
          "15x",
          "500ms",
          "255.255.255.0",
          "/24",
          "24",
          "/64",
          "129",
          "eth0",
          "ops",
          "a.example.net",
          "127.1",
          "[x",
          "3 50",
          "");

  @Property(tries = 300)
  void theReaderRefusesWhateverTheSchemaRefuses(@ForAll Random random) {
    String yaml = block(ClusterBlock.SPEC, random, random.nextInt(4) == 0 ? 10 : 0);
    boolean refusedBySchema = SchemaCheck.refuses(yaml);
    String problems = RefusalsTest.problems(yaml).replaceAll("(?m)^.*: warning: .*$\n?", "");
    Statistics.label("schema refuses").collect(refusedBySchema);

    if (refusedBySchema) {
      assertThat(problems).as(yaml).isNotEmpty();
    }
  }

  @Property(tries = 1000)
  void aValueFitsItsTypeExactlyWhenItFitsItsSchema(
      @ForAll("types") ScalarType<?> type, @ForAll("words") String word, @ForAll boolean plain) {
    YamlNode.Scalar value = new YamlNode.Scalar(word, plain, 1, 1);
    Problems problems = new Problems();
    type.read(value, Where.root(new Report("test", new Run(problems))));
    boolean fits = SchemaCheck.fits(value, type.schema());
    Statistics.label("fits").collect(fits);

    if (isWithinTheReachOfASchema(word, plain)) {
      assertThat(problems.all().isEmpty()).as("%s as %s", word, type.expected()).isEqualTo(fits);
    } else if (problems.all().isEmpty()) {
      assertThat(fits).as("%s as %s", word, type.expected()).isTrue();
    }
  }

  @Provide
  Arbitrary<ScalarType<?>> types() {
    Set<ScalarType<?>> types = new LinkedHashSet<>();
    collect(ClusterBlock.SPEC, types);
    return Arbitraries.of(types);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.oneOf(
        Arbitraries.of(WORDS),
        Arbitraries.strings().withChars("019amshd./:_-@ ").ofMaxLength(8),
        Arbitraries.longs().between(-2, 5_000_000_000L).map(String::valueOf));
  }

  /**
   * Schemas compare numbers only where they have no quotes. They see numbers where the reader sees
   * digits (0123, 1e3, +1), and cannot count: times in seconds, the value of a port behind an
   * address, the groups of an IPv6 address, the labels of a host name.
   */
  private static boolean isWithinTheReachOfASchema(String word, boolean plain) {
    return !word.matches("[-+]?[0-9.]+([eE].*)?|0x.*|0o.*|.*:.*|[0-9]+[dhms].*|.*\\.\\.?.*")
        || (plain && word.matches("-?[1-9][0-9]*|0"))
        || word.matches("10\\.0\\.0\\.[12]|255\\.255\\.255\\.0");
  }

  private static void collect(Type<?> type, Set<ScalarType<?>> scalars) {
    if (type instanceof ScalarType<?> scalar) {
      scalars.add(scalar);
    } else if (type instanceof ListType<?> list) {
      collect(list.element(), scalars);
    } else if (type instanceof MapType<?> map) {
      collect(map.value(), scalars);
    } else if (type instanceof BlockSpec spec) {
      spec.fields().forEach(field -> collect(field.type(), scalars));
    }
  }

  /** A block with most of its required keys and some of the others, in flow style. */
  private static String block(BlockSpec spec, Random random, int mistakes) {
    List<String> entries = new ArrayList<>();
    for (Field<?> field : spec.fields()) {
      boolean present = field.required() ? random.nextInt(100) >= mistakes : random.nextInt(4) == 0;
      if (present) {
        entries.add(field.key() + ": " + value(field.type(), field.key(), random, mistakes));
      }
    }
    if (random.nextInt(100) < mistakes) {
      entries.add("unknown: 1");
    }
    return "{" + String.join(", ", entries) + "}";
  }

  private static String value(Type<?> type, String key, Random random, int mistakes) {
    if (random.nextInt(100) < mistakes) {
      return List.of("[]", "{}", "~", "x", "!!int 1").get(random.nextInt(5));
    }
    if (type instanceof ListType<?> list) {
      List<String> items = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        items.add(value(list.element(), key, random, mistakes));
      }
      return "[" + String.join(", ", items) + "]";
    }
    if (type instanceof BlockSpec spec) {
      return block(spec, random, mistakes);
    }
    if (type instanceof MapType<?>) {
      return "{net.core.somaxconn: " + quoted(WORDS.get(random.nextInt(WORDS.size()))) + "}";
    }
    return scalar((ScalarType<?>) type, random, mistakes);
  }

  private static String scalar(ScalarType<?> type, Random random, int mistakes) {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    for (int i = 0; i < 500 && random.nextInt(100) >= mistakes && !accepts(type, word); i++) {
      word = WORDS.get(random.nextInt(WORDS.size()));
    }
    return accepts(type, word) && random.nextInt(100) >= mistakes ? word : quoted(word);
  }

  private static boolean accepts(ScalarType<?> type, String word) {
    Problems problems = new Problems();
    type.read(
        new YamlNode.Scalar(word, true, 1, 1), Where.root(new Report("test", new Run(problems))));
    return problems.all().isEmpty();
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }
}
