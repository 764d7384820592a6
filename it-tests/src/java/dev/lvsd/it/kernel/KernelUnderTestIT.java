package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guest is what it says, so that the other results can be believed. */
class KernelUnderTestIT {
  @Test
  void isOfTheReleaseThatTheRunAskedFor() {
    String series = System.getProperty("lvsd.kernel").replace("-host", "");
    assertThat(System.getProperty("os.version")).startsWith(series + ".");
  }

  @Test
  void hasAnIpVsTable() throws IOException {
    assertThat(Files.readString(Path.of("/proc/net/ip_vs"))).startsWith("IP Virtual Server");
  }
}
