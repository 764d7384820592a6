package dev.lvsd.dataplane.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Ipv4Header;
import dev.lvsd.dataplane.packet.Ipv6Header;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TtlTest {
  private final ByteBuffer buffer = ByteBuffer.allocate(64);

  @Property
  void raisesAnIpv4PacketByOneAndKeepsItsChecksum(
      @ForAll @IntRange(max = 255) int ttl, @ForAll @IntRange(max = 0xffff) int id) {
    Ipv4Header.write(buffer, 4, 0, 20, id, false, ttl, 6, 0x0a010002, 0x0a090909);
    Ttl.raise(buffer, 4, 24);
    Ipv4Header header = new Ipv4Header();

    assertThat(header.wrap(buffer, 4, 24)).isTrue();
    assertThat(header.ttl()).isEqualTo(Math.min(ttl + 1, 255));
  }

  @Test
  void raisesAnIpv6PacketByOneUpToTheMost() {
    Ipv6Header.write(buffer, 0, 0, 0, 59, 254, 1, 2, 3, 4);
    Ttl.raise(buffer, 0, 40);
    Ttl.raise(buffer, 0, 40);

    assertThat(buffer.get(7)).isEqualTo((byte) 255);
  }

  @Test
  void leavesAloneWhatIsNoIpPacket() {
    buffer.put(0, (byte) 0x45).put(8, (byte) 3);
    Ttl.raise(buffer, 0, 19);

    assertThat(buffer.get(8)).isEqualTo((byte) 3);
  }
}
