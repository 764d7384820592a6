package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.ipvs.IpvsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFileTest {
  /** As kernel 6.1 writes it. */
  private static final String TABLE =
      """
      IP Virtual Server version 1.2.1 (size=4096)
      Prot LocalAddress:Port Scheduler Flags
        -> RemoteAddress:Port Forward Weight ActiveConn InActConn
      TCP  0A010064:0050 wrr\s
        -> 0A02000C:1F90      Masq    1      0          0        \s
        -> 0A02000B:1F90      Masq    3      12         40       \s
      TCP  [2001:0db8:0000:0000:0000:0000:0000:0001]:0050 sh (sh-port)
        -> [fd02:0000:0000:0000:0000:0000:0000:000b]:0050      Route   1      7          9        \s
      FWM  00000064 rr persistent 300 FFFFFFFF
        -> 0A02000B:0000      Tunnel  1      0          0        \s
      """;

  @TempDir Path directory;

  private long digest(String text) {
    try {
      return new TableFile(Files.writeString(directory.resolve("ip_vs"), text)).digest();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isTheSameForTheSameTable() {
    assertThat(digest(TABLE)).isEqualTo(digest(TABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "'12         40', '999999     123456'",
    "'7          9 ', '0          10'",
    "'1      0          0', '1      1          0'",
  })
  void countersDoNotCount(String from, String to) {
    assertThat(digest(change(from, to))).isEqualTo(digest(TABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "'Masq    3 ', 'Masq    4 '",
    "'Masq    1 ', 'Masq    0 '",
    "0A02000C:1F90, 0A02000D:1F90",
    "0A010064:0050, 0A010064:0051",
    "'Route ', Tunnel",
    "wrr, wlc",
    "(sh-port), (sh-fallback)",
    "300, 301",
    "FFFFFFFF, FFFFFF00",
    "'FWM  00000064', 'FWM  00000065'",
    "[fd02:, [fd03:",
    "'TCP  0A', 'UDP  0A'",
  })
  void everythingElseDoes(String from, String to) {
    assertThat(digest(change(from, to))).isNotEqualTo(digest(TABLE));
  }

  @Test
  void whatComesGoesOrChangesItsPlaceDoes() {
    String row = TABLE.lines().filter(line -> line.contains("0A02000C")).findFirst().orElseThrow();
    String without = TABLE.replace(row + "\n", "");
    assertThat(digest(without)).isNotEqualTo(digest(TABLE));
    assertThat(digest(without.replace("FWM", row + "\nFWM"))).isNotEqualTo(digest(TABLE));
  }

  private static String change(String from, String to) {
    assertThat(TABLE).contains(from);
    return TABLE.replaceFirst(Pattern.quote(from), to);
  }

  @Test
  void doesNotDependOnHowTheKernelCutsItInPieces() {
    StringBuilder large = new StringBuilder(TABLE);
    for (int i = 0; large.length() < 300_000; i++) {
      large.append("  -> 0A%06X:1F90      Masq    3      12         40        \n".formatted(i));
    }
    String text = large.toString();
    String counted = text.replace("12         40", "13         41");
    assertThat(digest(counted)).isEqualTo(digest(text));
    assertThat(digest(text.replaceFirst("(?s)(.*)Masq    3", "$1Masq    5")))
        .isNotEqualTo(digest(text));
  }

  @Test
  void saysWhatCannotBeRead() {
    assertThatThrownBy(() -> new TableFile(directory.resolve("none")).digest())
        .isInstanceOf(IpvsException.class)
        .hasMessageStartingWith("look at the table: read ");
  }
}
