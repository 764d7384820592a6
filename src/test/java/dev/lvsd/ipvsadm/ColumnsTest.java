package dev.lvsd.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "99999999, ' 99999999'",
    "100000000, '  100000K'",
    "999999999, '  999999K'",
    "1000000000, '    1000M'",
    "100000000000, '     100G'",
    "100000000000000, '     100T'",
    "-1, '18446744T'",
  })
  void shortensLargeNumbers(long number, String text) {
    StringBuilder out = new StringBuilder();
    Columns.largeNumber(out, number, false);
    assertThat(out).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"5, '        5'", "123456789, ' 123456789'", "-1, ' 18446744073709551615'"})
  void writesExactNumbersInFull(long number, String text) {
    StringBuilder out = new StringBuilder();
    Columns.largeNumber(out, number, true);
    assertThat(out).hasToString(text);
  }
}
