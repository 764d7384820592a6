package dev.lvsd.host.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.MacAddress;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ArpMessageTest {
  @Property
  void readsWhatItWrites(
      @ForAll @IntRange(min = 1, max = 2) int operation,
      @ForAll @LongRange(max = 0xffff_ffff_ffffL) long senderMac,
      @ForAll @IntRange(max = 255) int sender,
      @ForAll @LongRange(max = 0xffff_ffff_ffffL) long targetMac,
      @ForAll @IntRange(max = 255) int target) {
    ArpMessage message =
        new ArpMessage(
            operation,
            new MacAddress(senderMac),
            address(sender),
            new MacAddress(targetMac),
            address(target));
    ByteBuffer padded = ByteBuffer.allocate(46).put(message.encode()).rewind();
    assertThat(ArpMessage.decode(padded)).contains(message);
  }

  @Test
  void readsNothingElse() {
    ByteBuffer other = ArpMessage.whoHas(address(1), MacAddress.UNKNOWN, address(2)).encode();
    for (int at = 0; at < 8; at++) {
      ByteBuffer changed = ByteBuffer.allocate(28).put(other.duplicate()).flip();
      changed.put(at, (byte) (changed.get(at) + 4));
      assertThat(ArpMessage.decode(changed)).as("byte " + at).isEmpty();
    }
  }

  @FuzzTest
  void readsOrDeclinesWhatever(byte[] bytes) {
    ArpMessage.decode(ByteBuffer.wrap(bytes))
        .ifPresent(
            message ->
                assertThat(message.encode()).isEqualTo(ByteBuffer.wrap(bytes, 0, 28).slice()));
  }

  @Property
  void readsOrDeclinesAnyBytes(@ForAll @Size(max = 64) byte[] bytes) {
    readsOrDeclinesWhatever(bytes);
  }

  private static Inet4Address address(int last) {
    return (Inet4Address) Addresses.parse("10.1.0." + last);
  }
}
