package dev.lvsd.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What is written is read again, whatever stands before and behind it. */
class AttributeRoundTripTest {
  @Property
  void keepsBytes8(@ForAll @IntRange(max = 0xff) int value) {
    assertThat(written(out -> out.u8(7, value)).u8()).isEqualTo(value);
  }

  @Property
  void keepsHostOrder16(@ForAll @IntRange(max = 0xffff) int value) {
    assertThat(written(out -> out.u16(7, value)).u16()).isEqualTo(value);
  }

  @Property
  void keepsNetworkOrder16(@ForAll @IntRange(max = 0xffff) int value) {
    assertThat(written(out -> out.be16(7, value)).be16()).isEqualTo(value);
  }

  @Property
  void keepsHostOrder32(@ForAll @LongRange(max = 0xffffffffL) long value) {
    assertThat(written(out -> out.u32(7, value)).u32()).isEqualTo(value);
  }

  @Property
  void keepsSigned32(@ForAll int value) {
    assertThat(written(out -> out.s32(7, value)).s32()).isEqualTo(value);
  }

  @Property
  void keepsNetworkOrder32(@ForAll int value) {
    assertThat(written(out -> out.be32(7, value)).be32()).isEqualTo(value);
  }

  @Property
  void keepsHostOrder64(@ForAll long value) {
    assertThat(written(out -> out.u64(7, value)).u64()).isEqualTo(value);
  }

  @Property
  void keepsText(@ForAll @StringLength(max = 200) @CharRange(from = 1, to = 0xd7ff) String value) {
    assertThat(written(out -> out.string(7, value)).string()).isEqualTo(value);
  }

  @Property
  void keepsBinary(@ForAll @Size(max = 200) byte[] value) {
    AttributeReader reader = written(out -> out.bytes(7, value));
    assertThat(reader.length()).isEqualTo(value.length);
    assertThat(reader.bytes()).isEqualTo(value);
  }

  @Property
  void keepsWhatIsNested(@ForAll @Size(max = 100) byte[] inner, @ForAll int other) {
    AttributeReader nested =
        written(out -> out.nested(7, n -> n.bytes(1, inner).nested(2, m -> m.s32(3, other))))
            .nested();
    assertThat(nested.next()).isTrue();
    assertThat(nested.bytes()).isEqualTo(inner);
    assertThat(nested.next()).isTrue();
    AttributeReader innermost = nested.nested();
    assertThat(innermost.next()).isTrue();
    assertThat(innermost.s32()).isEqualTo(other);
    assertThat(innermost.next()).isFalse();
    assertThat(nested.next()).isFalse();
  }

  /** Writes into a used buffer, between two other attributes; returns a reader at attribute 7. */
  private static AttributeReader written(Consumer<AttributeWriter> attribute) {
    ByteBuffer buffer = ByteBuffer.allocate(2048);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0xa5);
    }
    buffer.clear();
    AttributeWriter out = AttributeWriter.to(buffer).u8(6, 1);
    attribute.accept(out);
    out.u8(8, 2);
    AttributeReader reader = AttributeReader.of(buffer.flip());
    assertThat(reader.next()).isTrue();
    assertThat(reader.type()).isEqualTo(6);
    assertThat(reader.next()).isTrue();
    assertThat(reader.type()).isEqualTo(7);

    AttributeReader behind = AttributeReader.of(buffer);
    behind.next();
    behind.next();
    assertThat(behind.next()).isTrue();
    assertThat(behind.type()).isEqualTo(8);
    assertThat(behind.u8()).isEqualTo(2);
    assertThat(behind.next()).isFalse();
    return reader;
  }
}
