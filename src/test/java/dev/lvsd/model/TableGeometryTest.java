package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableGeometryTest {
  /** The limits for 6.12 and 7.2 are those that were seen on them. */
  @ParameterizedTest
  @CsvSource({
    "2.6.32, 4096, 20",
    "5.10.0, 4096, 20",
    "6.1.0-49-amd64, 4096, 20",
    "6.1.176, 4096, 27",
    "6.12.101, 128, 15",
    "6.12.101, 1024, 18",
    "6.12.101, 4096, 20",
    "6.12.101, 1000000, 27",
    "7.2.7, 128, 18",
    "7.2.7, 4096, 23",
    "7.2.7-arch1-1, 1048576, 27",
  })
  void knowsTheLargestTableOfAKernel(String release, long mebibytes, int bits) {
    // a part of the memory is the kernel's own and not counted
    long pages = mebibytes * 256 - 500;
    TableGeometry geometry = TableGeometry.of(KernelRelease.parse(release), pages);
    assertThat(geometry.largestBits()).isEqualTo(bits);
    assertThat(geometry.smallestBits()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.32, false, 16, 192",
    "2.6.39, false, 8, 320",
    "6.1.176, false, 8, 320",
    "7.0.9, false, 8, 320",
    "7.1.0, true, 8, 320"
  })
  void knowsHowConnectionsAreKept(String release, boolean growing, int bucket, int connection) {
    TableGeometry geometry = TableGeometry.of(KernelRelease.parse(release), 1 << 20);
    assertThat(geometry.growing()).isEqualTo(growing);
    assertThat(geometry.bucketBytes()).isEqualTo(bucket);
    assertThat(geometry.slab().objectBytes()).isEqualTo(connection);
    assertThat(geometry.measured()).isFalse();
  }

  @Test
  void countsTheMemoryOfConnectionsInWholeBlocks() {
    TableGeometry.Slab slab = new TableGeometry.Slab(320, 12, 4096);
    assertThat(slab.bytes(0)).isZero();
    assertThat(slab.bytes(1)).isEqualTo(4096);
    assertThat(slab.bytes(12)).isEqualTo(4096);
    assertThat(slab.bytes(13)).isEqualTo(8192);
    assertThat(slab.bytes(1_000_000) >> 20).isEqualTo(325);
  }

  @ParameterizedTest
  @CsvSource({"6.12.101, 6.12.101", "6.1.0-49-amd64, 6.1.0", "7.2-rc1, 7.2.0", "5.4.0+, 5.4.0"})
  void readsReleases(String text, String release) {
    assertThat(KernelRelease.parse(text)).hasToString(release);
  }

  @ParameterizedTest
  @CsvSource({"six", "6", "6.", "''", "99999.1"})
  void refusesWhatIsNoRelease(String text) {
    assertThatThrownBy(() -> KernelRelease.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6.12.101");
  }
}
