package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TableTest {
  private static final List<Column> COLUMNS =
      List.of(Column.text("NAME"), Column.number("WEIGHT"), Column.text("STATE"));

  @Example
  void alignsTextLeftAndNumbersRight() {
    assertThat(print(1000, List.of(List.of("a", "3", "up"), List.of("longer", "10000000", ""))))
        .isEqualTo(
            """
            NAME      WEIGHT  STATE
            a              3  up
            longer  10000000  -
            """);
  }

  @Example
  void widensColumnsOnlyFromTheWindowThatNeedsIt() {
    assertThat(
            print(
                2,
                List.of(
                    List.of("abcdef", "1", "x"),
                    List.of("a", "2", "x"),
                    List.of("b", "3", "x"),
                    List.of("abcdefgh", "4", "x"))))
        .isEqualTo(
            """
            NAME    WEIGHT  STATE
            abcdef       1  x
            a            2  x
            b              3  x
            abcdefgh       4  x
            """);
  }

  @Example
  void refusesARowOfAnotherWidth() {
    Table table = new Table(new PrintWriter(new StringWriter()), COLUMNS, 10);
    assertThatThrownBy(() -> table.row(List.of("one")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 3 columns");
  }

  @Property
  void losesNoCell(
      @ForAll("rows") List<List<String>> rows, @ForAll @IntRange(min = 1, max = 9) int window) {
    List<String> lines = print(window, rows).lines().toList();
    assertThat(lines).hasSize(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      List<String> expected =
          rows.get(i).stream().map(cell -> cell.isEmpty() ? "-" : cell).toList();
      assertThat(Arrays.asList(lines.get(i + 1).strip().split(" +", -1))).isEqualTo(expected);
    }
  }

  @Property
  void endsNoLineWithASpace(@ForAll("rows") List<List<String>> rows) {
    assertThat(print(1000, rows).lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Property
  void putsEveryColumnAtOnePlace(@ForAll("rows") List<List<String>> rows) {
    List<String> lines = new ArrayList<>(print(1000, rows).lines().toList());
    int state = lines.get(0).indexOf("STATE");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(
            line -> {
              assertThat(line.charAt(state)).isNotEqualTo(' ');
              assertThat(line.substring(state - 2, state)).isEqualTo("  ");
            });
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> cell =
        Arbitraries.strings().withCharRange('!', '~').excludeChars('-').ofMaxLength(12);
    return cell.list().ofSize(3).list().ofMaxSize(30);
  }

  private static String print(int window, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Table table = new Table(out, COLUMNS, window);
    rows.forEach(table::row);
    table.write();
    return text.toString();
  }
}
