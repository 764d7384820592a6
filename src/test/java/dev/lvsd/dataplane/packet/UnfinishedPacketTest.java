package dev.lvsd.dataplane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Packets whose sender left the checksum, or the cutting into segments, to somebody else. */
class UnfinishedPacketTest {
  private static final int ROOM = 64;

  private final IpPacket packet = new IpPacket();

  /** The field has the sum of the pseudo header, as a host hands it to its network card. */
  private void wrapPartial(byte[] whole, int checksumOffset) {
    ByteBuffer buffer = ByteBuffer.allocate(ROOM + whole.length);
    buffer.put(ROOM, whole);
    assertThat(packet.wrap(buffer, ROOM, ROOM + whole.length)).isTrue();
    int sum = ~Checksums.finish(packet.pseudoSum(packet.transportLength()));
    buffer.putShort(packet.transportAt() + checksumOffset, (short) sum);
    packet.unfinished(true, 0);
  }

  private boolean isIntactWhenCompleted() {
    packet.completeChecksum();
    return packet.isTransportIntact();
  }

  /** What a network card does: it adds up what is there, and knows nothing of addresses. */
  private boolean isIntactWhenACardCompletesIt(int checksumOffset) {
    ByteBuffer buffer = packet.buffer();
    long sum = Checksums.add(0, buffer, packet.transportAt(), packet.transportLength());
    buffer.putShort(packet.transportAt() + checksumOffset, (short) Checksums.finish(sum));
    return packet.isTransportIntact();
  }

  @Property(tries = 300)
  void keepsAPartialTcpChecksumRightWhenAddressesAndPortsChange(
      @ForAll int source, @ForAll int destination, @ForAll @Size(max = 64) byte[] payload) {
    byte[] whole = Packets.tcp("10.1.0.2:30000", "10.9.9.9:80", TcpHeader.ACK, payload);
    wrapPartial(whole, 16);
    packet.source(0, source & 0xffff_ffffL, source >>> 16);
    packet.destination(0, destination & 0xffff_ffffL, destination & 0xffff);

    assertThat(isIntactWhenACardCompletesIt(16)).isTrue();
  }

  @Property(tries = 300)
  void keepsAPartialUdpChecksumRightInIpv6(
      @ForAll long one, @ForAll long other, @ForAll @Size(max = 65) byte[] payload) {
    wrapPartial(Packets.udp("[fd01::2]:5000", "[fd09::9]:53", payload), 6);
    packet.destination(one, other, 5353);
    packet.source(other, one, 53);

    assertThat(packet.lacksUdpChecksum()).isFalse();
    assertThat(isIntactWhenACardCompletesIt(6)).isTrue();
  }

  @Test
  void completesAChecksumItself() {
    wrapPartial(Packets.tcp("10.1.0.2:3", "10.9.9.9:80", TcpHeader.ACK, new byte[] {1, 2, 3}), 16);
    packet.destination(0, 0xc0a8070bL, 8080);

    assertThat(isIntactWhenCompleted()).isTrue();
  }

  @Test
  void keepsAPartialChecksumRightWhenTheClientIsToldInAnOption() {
    wrapPartial(Packets.tcp("[fd01::2]:3", "[fd09::9]:80", TcpHeader.ACK, new byte[] {7}), 16);
    assertThat(packet.hasTransport()).isTrue();
    ToaOption.insert(packet, 1, 2, 3);

    assertThat(isIntactWhenACardCompletesIt(16)).isTrue();
  }

  @Test
  void isAsLongAsItsLongestSegmentForARoute() {
    byte[] whole = Packets.tcp("10.1.0.2:3", "10.9.9.9:80", TcpHeader.ACK, new byte[5000]);
    packet.wrap(ByteBuffer.wrap(whole), 0, whole.length);
    assertThat(packet.longest()).isEqualTo(5040);

    packet.unfinished(true, 1400);

    assertThat(packet.longest()).isEqualTo(1440);
    assertThat(packet.length()).isEqualTo(5040);
  }

  @Property(tries = 200)
  void cutsIntoIntactSegmentsThatAreTheWholeTogether(
      @ForAll @IntRange(min = 1, max = 6000) int length,
      @ForAll @IntRange(min = 1, max = 1460) int size,
      @ForAll boolean ipv6) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 31);
    }
    int flags = TcpHeader.ACK | TcpHeader.FIN | 0x08 | 0x80;
    byte[] whole =
        ipv6
            ? Packets.tcp("[fd01::2]:3", "[fd09::9]:80", flags, payload)
            : Packets.tcp("10.1.0.2:3", "10.9.9.9:80", flags, payload);
    int headers = whole.length - length;
    TcpSegments segments = new TcpSegments();
    ByteBuffer out = ByteBuffer.allocate(8000);
    assertThat(segments.wrap(ByteBuffer.wrap(whole), 0, whole.length, size)).isTrue();

    int done = 0;
    while (segments.hasNext()) {
      int got = segments.next(out, 10);
      assertThat(packet.wrap(out, 10, 10 + got)).isTrue();
      assertThat(packet.hasTransport() && packet.isTransportIntact()).isTrue();
      assertThat(packet.tcp().sequence()).isEqualTo(1000 + done);
      boolean last = done + got - headers == length;
      int wanted = flags & (last ? ~0 : ~(TcpHeader.FIN | 0x08)) & (done > 0 ? ~0x80 : ~0);
      assertThat(packet.tcp().flags()).isEqualTo(wanted);
      byte[] part = new byte[got - headers];
      out.get(10 + headers, part);
      assertThat(part).isEqualTo(Arrays.copyOfRange(payload, done, done + part.length));
      assertThat(part.length).isEqualTo(last ? length - done : size);
      done += part.length;
    }
    assertThat(done).isEqualTo(length);
  }
}
