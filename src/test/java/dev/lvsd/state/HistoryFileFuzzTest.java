package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.HistoryEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;

class HistoryFileFuzzTest {
  private static final String HEADER = "lvsd-history 1";

  @FuzzTest
  void readsOrRefusesAnything(byte[] content) {
    check(content);
  }

  /** With the checksum made right, so that what is behind it is reached. */
  @FuzzTest
  void readsOrRefusesAnySealedLines(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    check(SealedText.write(HEADER, List.of(text.split("\n", -1))));
  }

  private static void check(byte[] content) {
    HistoryEntry entry;
    try {
      entry = HistoryFile.read(content);
    } catch (DamagedException e) {
      assertThat(e).hasMessageMatching("(?s)(is|was|has) .+");
      return;
    }
    try {
      assertThat(HistoryFile.read(HistoryFile.write(entry))).isEqualTo(entry);
    } catch (DamagedException e) {
      throw new AssertionError("does not read what it wrote: " + entry, e);
    }
  }
}
