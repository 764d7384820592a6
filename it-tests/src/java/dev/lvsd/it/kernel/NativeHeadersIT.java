package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code native-headers/} agrees with the headers of the lab's image, which are the newest ones.
 */
class NativeHeadersIT {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("lvsd.basedir"), "native-headers");

  @Test
  void agreeWithTheSystemsHeaders() {
    assertThat(Program.of(DIRECTORY.resolve("check").toString()).mustSucceed())
        .contains("declarations agree with the system's headers");
  }
}
