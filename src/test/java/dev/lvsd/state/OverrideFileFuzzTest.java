package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.ServerOverride;
import java.nio.charset.StandardCharsets;
import java.util.List;

class OverrideFileFuzzTest {
  private static final String HEADER = "lvsd-overrides 1";

  /** With the checksum made right, so that what is behind it is reached. */
  @FuzzTest
  void readsOrRefusesAnySealedLines(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    List<ServerOverride> overrides;
    try {
      overrides = OverrideFile.read(SealedText.write(HEADER, List.of(text.split("\n", -1))));
    } catch (DamagedException e) {
      assertThat(e).hasMessageMatching("(?s)(is|was|has) .+");
      return;
    }
    try {
      assertThat(OverrideFile.read(OverrideFile.write(overrides))).isEqualTo(overrides);
    } catch (DamagedException e) {
      throw new AssertionError("does not read what it wrote: " + overrides, e);
    }
  }
}
