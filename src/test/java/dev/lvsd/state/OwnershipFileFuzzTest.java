package dev.lvsd.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.ServiceKey;
import java.util.Set;

class OwnershipFileFuzzTest {
  @FuzzTest
  void readsOrRefusesAnything(byte[] content) {
    Set<ServiceKey> keys;
    try {
      keys = OwnershipFile.read(content);
    } catch (DamagedException e) {
      assertThat(e).hasMessageMatching("(?s)(is|was|has) .+");
      return;
    }
    assertThat(OwnershipFile.write(keys)).isNotEmpty();
  }
}
