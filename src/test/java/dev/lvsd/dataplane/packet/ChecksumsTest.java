package dev.lvsd.dataplane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChecksumsTest {
  private static int fast(byte[] bytes) {
    return Checksums.finish(Checksums.add(0, ByteBuffer.wrap(bytes), 0, bytes.length));
  }

  @Property
  void sumsLikeTheOracle(@ForAll @Size(max = 1600) byte[] bytes) {
    assertThat(fast(bytes)).isEqualTo(SlowChecksum.of(bytes));
  }

  @Property
  void sumsInAnyTwoEvenParts(
      @ForAll @Size(min = 2, max = 200) byte[] bytes, @ForAll @IntRange(max = 200) int cut) {
    int even = Math.min(cut, bytes.length) & ~1;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long sum = Checksums.add(0, buffer, 0, even);
    assertThat(Checksums.finish(Checksums.add(sum, buffer, even, bytes.length - even)))
        .isEqualTo(SlowChecksum.of(bytes));
  }

  @Property
  void followsAChangeOf32Bits(@ForAll @Size(min = 8, max = 64) byte[] bytes, @ForAll int after) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int before = buffer.getInt(4);
    int checksum = fast(bytes);
    buffer.putInt(4, after);

    assertThat(normal(Checksums.replace(checksum, before, after)))
        .isEqualTo(normal(SlowChecksum.of(bytes)));
  }

  @Property
  void followsAChangeOf64Bits(@ForAll @Size(min = 16, max = 64) byte[] bytes, @ForAll long after) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long before = buffer.getLong(8);
    int checksum = fast(bytes);
    buffer.putLong(8, after);

    assertThat(normal(Checksums.replace(checksum, before, after)))
        .isEqualTo(normal(SlowChecksum.of(bytes)));
  }

  /** 0 and 0xffff are the same number in one's complement. */
  private static int normal(int checksum) {
    return checksum == 0xffff ? 0 : checksum;
  }

  @Test
  void agreesWithTheExampleOfRfc1624() {
    assertThat(Checksums.replace(0xdd2f, 0x5555, 0x3285)).isEqualTo(0x0000);
  }
}
