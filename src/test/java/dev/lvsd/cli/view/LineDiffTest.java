package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  @Test
  void saysNothingOfEqualTexts() {
    assertThat(LineDiff.between("a\nb\n", "a\nb")).isEmpty();
  }

  @Test
  void showsThreeLinesAround() {
    String before = IntStream.rangeClosed(1, 20).mapToObj(i -> i + "\n").collect(joined());
    String after = before.replace("\n5\n", "\nfive\n").replace("\n12\n", "\n");
    assertThat(LineDiff.between(before, after))
        .containsExactly(
            "@@ line 2 @@",
            " 2",
            " 3",
            " 4",
            "-5",
            "+five",
            " 6",
            " 7",
            " 8",
            " 9",
            " 10",
            " 11",
            "-12",
            " 13",
            " 14",
            " 15");
  }

  @Test
  void beginsANewPartAfterAGap() {
    String before = IntStream.rangeClosed(1, 30).mapToObj(i -> i + "\n").collect(joined());
    String after = before.replace("\n10\n", "\nten\n").replace("\n28\n", "\n");
    assertThat(LineDiff.between(before, after))
        .containsExactly(
            "@@ line 7 @@",
            " 7",
            " 8",
            " 9",
            "-10",
            "+ten",
            " 11",
            " 12",
            " 13",
            "@@ line 25 @@",
            " 25",
            " 26",
            " 27",
            "-28",
            " 29",
            " 30");
  }

  @Test
  void replacesTheMiddleOfTextsThatAreTooLongToCompare() {
    String before = IntStream.range(0, 3000).mapToObj(i -> "a" + i + "\n").collect(joined());
    String after = IntStream.range(0, 3000).mapToObj(i -> "b" + i + "\n").collect(joined());
    assertThat(LineDiff.between(before, after)).hasSize(6001);
  }

  /** With every line near a difference, the plus lines make the one text, the minus the other. */
  @Property
  void losesNoLine(@ForAll("texts") List<String> before, @ForAll("texts") List<String> after) {
    List<String> diff =
        LineDiff.between(String.join("\n", before), String.join("\n", after)).stream()
            .filter(line -> !line.startsWith("@@"))
            .toList();
    if (before.equals(after)) {
      assertThat(diff).isEmpty();
      return;
    }
    List<String> shownBefore = without(diff, '+');
    List<String> shownAfter = without(diff, '-');
    assertThat(before).containsSubsequence(shownBefore);
    assertThat(after).containsSubsequence(shownAfter);
    assertThat(before.size() - shownBefore.size()).isEqualTo(after.size() - shownAfter.size());
    assertThat(diff).anyMatch(line -> !line.startsWith(" "));
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of("a", "b", "c").list().ofMinSize(1).ofMaxSize(12);
  }

  private static List<String> without(List<String> diff, char sign) {
    return diff.stream()
        .filter(line -> line.charAt(0) != sign)
        .map(line -> line.substring(1))
        .toList();
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }
}
