package dev.lvsd.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AttributeReaderTest {
  @Test
  void findsNothingInNothing() {
    assertThat(AttributeReader.of(ByteBuffer.allocate(0)).next()).isFalse();
  }

  @Test
  void masksTheFlagBitsOfTheType() {
    AttributeReader reader = raw(4, 0x8000 | 5, 4, 0x4000 | 6);
    assertThat(reader.next()).isTrue();
    assertThat(reader.type()).isEqualTo(5);
    assertThat(reader.next()).isTrue();
    assertThat(reader.type()).isEqualTo(6);
  }

  @Test
  void acceptsALastAttributeWithoutPadding() {
    ByteBuffer buffer = shorts(5, 1, 0x4242).limit(5);
    AttributeReader reader = AttributeReader.of(buffer);
    assertThat(reader.next()).isTrue();
    assertThat(reader.u8()).isEqualTo(0x42);
    assertThat(reader.next()).isFalse();
  }

  @Test
  void acceptsEmptyAttributes() {
    AttributeReader reader = raw(4, 11);
    assertThat(reader.next()).isTrue();
    assertThat(reader.length()).isZero();
    assertThat(reader.bytes()).isEmpty();
    assertThat(reader.nested().next()).isFalse();
  }

  @Test
  void refusesALengthBelowTheHeader() {
    refuses(() -> raw(3, 1).next(), "byte 0: attribute length 3, expected 4 to 4");
    refuses(() -> raw(0, 1).next(), "byte 0: attribute length 0, expected 4 to 4");
  }

  @Test
  void refusesALengthBeyondTheEnd() {
    refuses(() -> raw(9, 1, 0, 0).next(), "byte 0: attribute length 9, expected 4 to 8");
  }

  @Test
  void refusesLeftovers() {
    AttributeReader reader = raw(4, 1, 7);
    reader.next();
    refuses(reader::next, "byte 4: 2 bytes left over after the last attribute");
  }

  @Test
  void refusesAnotherLengthThanTheTypeHas() {
    AttributeReader reader = raw(6, 3, 0, 0);
    reader.next();
    refuses(reader::u8, "byte 4: attribute 3: 2 bytes, expected 1");
    refuses(reader::u32, "byte 4: attribute 3: 2 bytes, expected 4");
    refuses(reader::s32, "expected 4");
    refuses(reader::be32, "expected 4");
    refuses(reader::u64, "expected 8");
    assertThat(reader.u16()).isZero();
    assertThat(reader.be16()).isZero();
  }

  @Test
  void refusesTextWithoutNul() {
    AttributeReader reader = raw(6, 3, 0x4141, 0);
    reader.next();
    refuses(reader::string, "byte 4: attribute 3: text without a closing NUL");
  }

  @Test
  void keepsNestedAttributesInsideTheirParent() {
    AttributeReader reader = raw(8, 1, 8, 2, 0, 0);
    reader.next();
    AttributeReader nested = reader.nested();
    refuses(nested::next, "byte 4: attribute length 8, expected 4 to 4");
  }

  @Test
  void readsFromThePositionOfABuffer() {
    ByteBuffer buffer = written(out -> out.u8(1, 1).u8(2, 2));
    buffer.position(8);
    AttributeReader reader = AttributeReader.of(buffer);
    assertThat(reader.next()).isTrue();
    assertThat(reader.type()).isEqualTo(2);
    assertThat(buffer.position()).isEqualTo(8);
  }

  @Test
  void makesNoObjectsWhileItWalks() {
    ByteBuffer buffer = ByteBuffer.allocate(8 * 1000);
    AttributeWriter out = AttributeWriter.to(buffer);
    for (int i = 0; i < 1000; i++) {
      out.u32(1 + i % 100, i);
    }
    buffer.flip();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    long sum = 0;
    // the first rounds load classes
    for (int round = 0; round < 20; round++) {
      AttributeReader reader = AttributeReader.of(buffer);
      long before = threads.getCurrentThreadAllocatedBytes();
      while (reader.next()) {
        sum += reader.type() + reader.u32();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sum).isEqualTo(20 * (499_500 + 50_500));
    assertThat(least).as("bytes for 1000 attributes").isLessThan(1000);
  }

  private static void refuses(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(NetlinkFormatException.class)
        .hasMessageContaining(message);
  }

  private static ByteBuffer written(Consumer<AttributeWriter> attributes) {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    attributes.accept(AttributeWriter.to(buffer));
    return buffer.flip();
  }

  private static AttributeReader raw(int... shorts) {
    return AttributeReader.of(shorts(shorts));
  }

  private static ByteBuffer shorts(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.nativeOrder());
    for (int value : values) {
      buffer.putShort((short) value);
    }
    return buffer.flip();
  }
}
