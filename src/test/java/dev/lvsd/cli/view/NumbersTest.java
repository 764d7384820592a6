package dev.lvsd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "99999, 99999",
    "100000, 100k",
    "999499, 999k",
    "999500, 1.00M",
    "1234567, 1.23M",
    "12345678, 12.3M",
    "123456789, 123M",
    "9223372036854775807, 9.22E",
    "-1, 18.4E"
  })
  void roundsLargeNumbersToThreeDigits(long unsigned, String expected) {
    assertThat(Numbers.rounded(unsigned)).isEqualTo(expected);
  }

  @Property
  void neverNeedsMoreThanFiveCharactersWhenRounded(@ForAll long unsigned) {
    assertThat(Numbers.rounded(unsigned)).hasSizeLessThanOrEqualTo(5);
  }

  @Property
  void givesDocumentsEveryBitOfAnUnsignedNumber(@ForAll long unsigned) {
    assertThat(new BigInteger(Numbers.unsigned(unsigned).toString()).longValue())
        .isEqualTo(unsigned);
    assertThat(Numbers.unsigned(unsigned).toString())
        .isEqualTo(Numbers.exact(unsigned))
        .doesNotStartWith("-");
  }
}
