package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.ConnTableStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusFileTest {
  private static final String LINUX_7_2 =
      """
      Conns:\t4200
      Conn buckets:\t4096 (12 bits, lfactor -4)
      Conn buckets empty:\t536 (13%)
      Conn buckets len-1:\t1045 (29%)
      Conn buckets len-2:\t1125 (31%)
      Conn buckets len-7:\t26 (0%)
      Services:\t1
      Service buckets:\t16 (4 bits, lfactor -3)
      Stats thread slots:\t1 (max 4)
      """;

  @Test
  void readsTheChainsOfTheConnectionTable() {
    ConnTableStatus status = StatusFile.parse(LINUX_7_2).orElseThrow();
    assertThat(status.connections()).isEqualTo(4200);
    assertThat(status.buckets()).isEqualTo(4096);
    assertThat(status.loadFactor()).isEqualTo(-4);
    assertThat(status.emptyBuckets()).isEqualTo(536);
    assertThat(status.bucketsByLength()).isEqualTo(Map.of(1, 1045L, 2, 1125L, 7, 26L));
    assertThat(status.nodes()).isEqualTo(1045 + 2 * 1125 + 7 * 26);
    assertThat(status.longestChain()).isEqualTo(7);
  }

  @Test
  void readsATableThatDoesNotExistYet() {
    String text = "Conns:\t0\nConn buckets:\t0 (0 bits, lfactor 0)\nServices:\t0\n";
    ConnTableStatus status = StatusFile.parse(text).orElseThrow();
    assertThat(status.buckets()).isZero();
    assertThat(status.nodes()).isZero();
    assertThat(status.longestChain()).isZero();
  }

  @Test
  void saysNothingWhereTheFileSaysNothing() {
    assertThat(StatusFile.parse("")).isEmpty();
    assertThat(StatusFile.parse("Conns:\t4\nConn buckets:\tmany\n")).isEmpty();
  }
}
