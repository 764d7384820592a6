package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.Managed;

class OwnershipFileFuzzTest {
  @FuzzTest
  void readsOrRefusesAnything(byte[] content) {
    Managed managed;
    try {
      managed = OwnershipFile.read(content);
    } catch (DamagedException e) {
      assertThat(e).hasMessageMatching("(?s)(is|was|has) .+");
      return;
    }
    assertThat(OwnershipFile.write(managed)).isNotEmpty();
  }
}
