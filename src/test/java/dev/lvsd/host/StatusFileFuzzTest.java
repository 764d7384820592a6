package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class StatusFileFuzzTest {
  @FuzzTest
  void readsWhateverTheFileSays(byte[] content) {
    StatusFile.parse(new String(content, ISO_8859_1))
        .ifPresent(status -> assertThat(status.buckets()).isNotNegative());
  }
}
