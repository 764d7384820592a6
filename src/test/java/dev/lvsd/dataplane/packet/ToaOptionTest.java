package dev.lvsd.dataplane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The option in packets whose sender left something to the device. */
class ToaOptionTest {
  private static final int ROOM = 20;

  private final IpPacket packet = new IpPacket();

  private void wrap(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(ROOM + bytes.length).put(ROOM, bytes);
    assertThat(packet.wrap(buffer, ROOM, ROOM + bytes.length)).isTrue();
    assertThat(packet.hasTransport()).isTrue();
  }

  private int partialSum() {
    return ~Checksums.finish(packet.pseudoSum(packet.transportLength())) & 0xffff;
  }

  private int checksum() {
    return packet.buffer().getShort(packet.transportAt() + TcpHeader.CHECKSUM) & 0xffff;
  }

  @Property
  void keepsAPartialChecksumPartial(@ForAll boolean six, @ForAll @Size(max = 60) byte[] payload) {
    wrap(
        six
            ? Packets.tcp("[fd01::2]:3000", "[fd09::9]:80", TcpHeader.ACK, payload)
            : Packets.tcp("10.1.0.2:3000", "10.9.9.9:80", TcpHeader.ACK, payload));
    packet.buffer().putShort(packet.transportAt() + TcpHeader.CHECKSUM, (short) partialSum());
    packet.unfinished(true, 0);

    assertThat(ToaOption.fits(packet, 1500)).isTrue();
    ToaOption.insert(packet, 1, 2, 3000);

    assertThat(checksum()).isEqualTo(partialSum());
  }

  @Test
  void isLeftOutOfWhatIsToBeCut() {
    wrap(Packets.tcp("10.1.0.2:3000", "10.9.9.9:80", TcpHeader.ACK, new byte[1000]));
    packet.unfinished(true, 500);

    assertThat(ToaOption.fits(packet, 1500)).isFalse();
  }
}
