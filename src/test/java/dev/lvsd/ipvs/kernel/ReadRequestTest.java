package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.DataPlaneInfo;
import dev.lvsd.model.Timeouts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRequestTest {
  @ParameterizedTest
  @ValueSource(strings = {"6.1", "7.2"})
  void readsTimeouts(String kernel) {
    assertThat(new ReadRequest.GetConfig().decode(Wire.recorded(kernel, "config")))
        .isEqualTo(new Timeouts(900, 120, 300));
  }

  @ParameterizedTest
  @CsvSource({"6.1, 4096", "7.2, 256"})
  void readsVersionAndTableSize(String kernel, long size) {
    DataPlaneInfo info = new ReadRequest.GetInfo().decode(Wire.recorded(kernel, "info"));

    assertThat(info.versionText()).isEqualTo("1.2.1");
    assertThat(info.connectionTableSize()).isEqualTo(size);
  }
}
