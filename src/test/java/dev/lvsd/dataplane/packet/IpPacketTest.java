package dev.lvsd.dataplane.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPacketTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final String CLIENT = "10.1.0.2:30000";
  private static final String VIP = "10.9.9.9:80";
  private static final String CLIENT6 = "[fd01::2]:30000";
  private static final String VIP6 = "[fd09::9]:80";

  private final IpPacket packet = new IpPacket();

  private boolean wrap(byte[] bytes) {
    return packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @Test
  void readsIpv4() {
    assertThat(wrap(Packets.tcp(CLIENT, VIP, TcpHeader.SYN, HELLO))).isTrue();

    assertThat(packet.isIpv6()).isFalse();
    assertThat(packet.protocol()).isEqualTo(IpProtocols.TCP);
    assertThat(packet.sourceLow()).isEqualTo(0x0a010002L);
    assertThat(packet.destinationLow()).isEqualTo(0x0a090909L);
    assertThat(packet.sourcePort()).isEqualTo(30000);
    assertThat(packet.destinationPort()).isEqualTo(80);
    assertThat(packet.length()).isEqualTo(45);
    assertThat(packet.hasTransport()).isTrue();
    assertThat(packet.tcp().flags()).isEqualTo(TcpHeader.SYN);
  }

  @Test
  void readsIpv6() {
    assertThat(wrap(Packets.udp(CLIENT6, VIP6, HELLO))).isTrue();

    assertThat(packet.isIpv6()).isTrue();
    assertThat(packet.protocol()).isEqualTo(IpProtocols.UDP);
    assertThat(packet.sourceHigh()).isEqualTo(0xfd01_0000_0000_0000L);
    assertThat(packet.sourceLow()).isEqualTo(2);
    assertThat(packet.destinationPort()).isEqualTo(80);
    assertThat(packet.length()).isEqualTo(53);
  }

  @Test
  void readsBehindExtensionHeaders() {
    byte[] plain = Packets.udp(CLIENT6, VIP6, HELLO);
    byte[] extended = withExtension(plain, 0, new byte[] {17, 0, 1, 4, 0, 0, 0, 0});
    byte[] twice = withExtension(extended, 60, new byte[] {0, 0, 1, 4, 0, 0, 0, 0});

    assertThat(wrap(twice)).isTrue();
    assertThat(packet.protocol()).isEqualTo(IpProtocols.UDP);
    assertThat(packet.transportAt()).isEqualTo(56);
    assertThat(packet.destinationPort()).isEqualTo(80);
  }

  @Test
  void readsFragmentHeadersOfIpv6() {
    byte[] plain = Packets.udp(CLIENT6, VIP6, HELLO);

    assertThat(wrap(withExtension(plain, 44, new byte[] {17, 0, 0, 1, 0, 0, 0, 7}))).isTrue();
    assertThat(packet.isFragment()).isTrue();
    assertThat(packet.hasPorts()).isTrue();
    assertThat(packet.fragmentId()).isEqualTo(7);

    assertThat(wrap(withExtension(plain, 44, new byte[] {17, 0, 0, 8, 0, 0, 0, 7}))).isTrue();
    assertThat(packet.fragmentOffset()).isEqualTo(8);
    assertThat(packet.protocol()).isEqualTo(IpProtocols.UDP);
    assertThat(packet.hasPorts()).isFalse();
  }

  private static byte[] withExtension(byte[] plain, int number, byte[] extension) {
    ByteBuffer bytes = ByteBuffer.allocate(plain.length + extension.length);
    bytes.put(plain, 0, 40).put(extension).put(plain, 40, plain.length - 40);
    bytes.putShort(4, (short) (bytes.limit() - 40)).put(6, (byte) number);
    return bytes.array();
  }

  @Test
  void readsFragmentsOfIpv4() {
    byte[] whole = Packets.udp(CLIENT, VIP, new byte[100]);

    assertThat(wrap(Packets.fragment(whole, 0, 64))).isTrue();
    assertThat(packet.isFragment()).isTrue();
    assertThat(packet.hasPorts()).isTrue();

    assertThat(wrap(Packets.fragment(whole, 64, 64))).isTrue();
    assertThat(packet.fragmentOffset()).isEqualTo(64);
    assertThat(packet.hasPorts()).isFalse();
    assertThat(packet.hasTransport()).isFalse();
  }

  @Test
  void ignoresWhatFollowsThePacket() {
    byte[] padded = Arrays.copyOf(Packets.udp(CLIENT, VIP, HELLO), 60);

    assertThat(wrap(padded)).isTrue();
    assertThat(packet.length()).isEqualTo(33);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 8, 10, 12})
  void refusesIpv4WithAWrongHeader(int at) {
    byte[] bytes = Packets.udp(CLIENT, VIP, HELLO);
    bytes[at] ^= 0x55;

    assertThat(wrap(bytes)).isFalse();
  }

  @Test
  void refusesWhatIsCut() {
    for (String[] ends : new String[][] {{CLIENT, VIP}, {CLIENT6, VIP6}}) {
      byte[] bytes = Packets.udp(ends[0], ends[1], HELLO);
      for (int length = 0; length < bytes.length; length++) {
        assertThat(wrap(Arrays.copyOf(bytes, length))).isFalse();
      }
    }
  }

  @Test
  void readsQuotesThatAreCut() {
    byte[] bytes = Arrays.copyOf(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO), 28);

    assertThat(packet.wrapQuoted(ByteBuffer.wrap(bytes), 0, 28)).isTrue();
    assertThat(packet.hasPorts()).isTrue();
    assertThat(packet.hasTransport()).isFalse();
  }

  static Stream<byte[]> samples() {
    return Stream.of(
        Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO),
        Packets.udp(CLIENT, VIP, HELLO),
        Packets.sctp(CLIENT, VIP, SctpHeader.DATA, SctpHeader.ABORT),
        Packets.tcp(CLIENT6, VIP6, TcpHeader.ACK, HELLO),
        Packets.udp(CLIENT6, VIP6, HELLO),
        Packets.sctp(CLIENT6, VIP6, SctpHeader.INIT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rewritesBothEndsAndKeepsChecksumsRight(byte[] bytes) {
    boolean six = bytes[0] >> 4 == 6;
    long high = six ? 0xfd02_0000_0000_0000L : 0;
    long low = six ? 0x0123_4567_89ab_cdefL : 0xac10_0102L;
    assertThat(wrap(bytes)).isTrue();

    packet.source(high, low, 4711);
    packet.destination(high, low + 1, 8080);
    packet.decrementTtl();

    assertThat(SlowChecksum.isIntact(bytes)).isTrue();
    assertThat(wrap(bytes)).isTrue();
    assertThat(packet.sourceLow()).isEqualTo(low);
    assertThat(packet.destinationHigh()).isEqualTo(high);
    assertThat(packet.destinationLow()).isEqualTo(low + 1);
    assertThat(packet.sourcePort()).isEqualTo(4711);
    assertThat(packet.destinationPort()).isEqualTo(8080);
    assertThat(packet.ttl()).isEqualTo(63);
  }

  @Property
  void keepsChecksumsRightForAnyAddressAndPort(
      @ForAll int address,
      @ForAll long high,
      @ForAll @IntRange(max = 65535) int port,
      @ForAll @Size(max = 64) byte[] payload) {
    for (byte[] bytes :
        new byte[][] {
          Packets.tcp(CLIENT, VIP, TcpHeader.ACK, payload),
          Packets.udp(CLIENT, VIP, payload),
          Packets.tcp(CLIENT6, VIP6, TcpHeader.ACK, payload),
          Packets.udp(CLIENT6, VIP6, payload)
        }) {
      assertThat(wrap(bytes)).isTrue();
      packet.destination(packet.isIpv6() ? high : 0, address & 0xffff_ffffL, port);

      assertThat(SlowChecksum.isIntact(bytes)).isTrue();
      assertThat(wrap(bytes)).isTrue();
      assertThat(packet.isTransportIntact()).isTrue();
    }
  }

  @Test
  void leavesAWrongChecksumWrongByAsMuch() {
    byte[] bytes = Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO);
    bytes[40] ^= 1;
    assertThat(wrap(bytes)).isTrue();

    packet.destination(0, 0xc0a8070bL, 80);

    assertThat(SlowChecksum.isIntact(bytes)).isFalse();
    bytes[40] ^= 1;
    assertThat(SlowChecksum.isIntact(bytes)).isTrue();
  }

  @Test
  void leavesTheChecksumOfSctpAloneWhereThePortStays() {
    byte[] bytes = Packets.sctp(CLIENT, VIP, SctpHeader.INIT);
    bytes[20 + 8] ^= 1;
    assertThat(wrap(bytes)).isTrue();

    packet.destination(0, 0xc0a8070bL, 80);
    assertThat(SlowChecksum.isIntact(bytes)).isFalse();

    packet.destination(0, 0xc0a8070bL, 81);
    assertThat(SlowChecksum.isIntact(bytes)).isTrue();
  }

  @Test
  void computesTheChecksumThatAUdpPacketLacks() {
    byte[] bytes = Packets.udpWithoutChecksum(CLIENT, VIP, HELLO);
    assertThat(wrap(bytes)).isTrue();
    assertThat(packet.lacksUdpChecksum()).isTrue();

    packet.destination(0, 0xc0a8070bL, 5353);
    assertThat(packet.lacksUdpChecksum()).isTrue();
    packet.computeTransportChecksum();

    assertThat(packet.lacksUdpChecksum()).isFalse();
    assertThat(SlowChecksum.isIntact(bytes)).isTrue();
  }

  @Test
  void changesOnlyTheAddressOfALaterFragment() {
    byte[] later = Packets.fragment(Packets.udp(CLIENT, VIP, new byte[100]), 64, 64);
    byte[] before = later.clone();
    assertThat(wrap(later)).isTrue();

    packet.destination(0, 0xc0a8070bL, 8080);

    assertThat(Arrays.copyOfRange(later, 20, later.length))
        .isEqualTo(Arrays.copyOfRange(before, 20, before.length));
    assertThat(wrap(later)).isTrue();
    assertThat(packet.destinationLow()).isEqualTo(0xc0a8070bL);
  }

  @Test
  void worksOutsideTheHeapAndAtAnyPlace() {
    byte[] bytes = Packets.sctp(CLIENT, VIP, SctpHeader.INIT);
    ByteBuffer direct = ByteBuffer.allocateDirect(200);
    direct.position(33).put(bytes).position(5);
    assertThat(packet.wrap(direct, 33, 33 + bytes.length)).isTrue();

    packet.destination(0, Endpoint.parse("192.168.7.11:9").address().hashCode() & 0xffff_ffffL, 9);

    byte[] result = new byte[bytes.length];
    direct.get(33, result);
    assertThat(SlowChecksum.isIntact(result)).isTrue();
    assertThat(direct.position()).isEqualTo(5);
    assertThat(direct.limit()).isEqualTo(200);
  }
}
