package dev.lvsd.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class AttributeWriterTest {
  @Test
  void pinsTheWireForm() {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "the bytes are of a little-endian host");
    assertThat(
            bytes(
                out ->
                    out.u8(1, 0xfe)
                        .u16(2, 0x1234)
                        .be16(3, 80)
                        .u32(4, 0xfffffffeL)
                        .be32(5, 0x0a000001)
                        .u64(6, 1)
                        .string(7, "rr")
                        .nested(8, inner -> inner.bytes(9, new byte[] {1, 2, 3, 4, 5}))))
        .containsExactly(
            new int[] {
              5, 0, 1, 0, 0xfe, 0, 0, 0, //
              6, 0, 2, 0, 0x34, 0x12, 0, 0, //
              6, 0, 3, 0, 0, 80, 0, 0, //
              8, 0, 4, 0, 0xfe, 0xff, 0xff, 0xff, //
              8, 0, 5, 0, 10, 0, 0, 1, //
              12, 0, 6, 0, 1, 0, 0, 0, 0, 0, 0, 0, //
              7, 0, 7, 0, 'r', 'r', 0, 0, //
              16, 0, 8, 0x80, 9, 0, 9, 0, 1, 2, 3, 4, 5, 0, 0, 0
            });
  }

  @Test
  void refusesNumbersThatTheTypeCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bytes(out -> out.u8(1, 256)))
        .withMessage("attribute 1: 256, expected 0 to 255");
    assertThatIllegalArgumentException().isThrownBy(() -> bytes(out -> out.u16(1, -1)));
    assertThatIllegalArgumentException().isThrownBy(() -> bytes(out -> out.be16(1, 65536)));
    assertThatIllegalArgumentException().isThrownBy(() -> bytes(out -> out.u32(1, 1L << 32)));
  }

  @Test
  void refusesTextWithANulInside() {
    assertThatIllegalArgumentException().isThrownBy(() -> bytes(out -> out.string(1, "a\0b")));
  }

  @Test
  void refusesTypesThatReachIntoTheFlagBits() {
    assertThatIllegalArgumentException().isThrownBy(() -> bytes(out -> out.u8(0x4000, 1)));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bytes(out -> out.bytes(3, new byte[1000])))
        .withMessage("attribute 3: 1000 bytes do not fit into the request");
  }

  private static int[] bytes(Consumer<AttributeWriter> attributes) {
    ByteBuffer buffer = ByteBuffer.allocate(256);
    attributes.accept(AttributeWriter.to(buffer));
    int[] written = new int[buffer.position()];
    for (int i = 0; i < written.length; i++) {
      written[i] = buffer.get(i) & 0xff;
    }
    return written;
  }
}
