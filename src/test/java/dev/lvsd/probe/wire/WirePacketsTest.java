package dev.lvsd.probe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.dataplane.packet.SlowChecksum;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.host.announce.Announcement;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.MacAddress;
import dev.lvsd.model.Tunnel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is sent and expected on the wire, byte by byte. */
class WirePacketsTest {
  private static final MacAddress MAC = new MacAddress(0x02_00_5e_10_00_01L);
  private static final TcpMessage SYN =
      TcpMessage.syn(endpoint("10.1.0.1", 40000), endpoint("10.1.0.100", 80), 0x01020304);

  @Property
  void readsTheSegmentsThatItWritesAndTheirChecksumsAreRight(
      @ForAll boolean ipv6,
      @ForAll @IntRange(max = 65535) int from,
      @ForAll @IntRange(max = 65535) int to,
      @ForAll int sequence,
      @ForAll int acknowledgement,
      @ForAll @IntRange(max = 255) int flags) {
    TcpMessage message =
        new TcpMessage(
            endpoint(ipv6 ? "fd01::1" : "10.1.0.1", from),
            endpoint(ipv6 ? "fd01::100" : "10.1.0.100", to),
            sequence,
            acknowledgement,
            flags);
    ByteBuffer packet = message.encode();
    assertThat(SlowChecksum.isIntact(bytes(packet))).isTrue();
    assertThat(TcpMessage.decode(packet)).contains(message);
  }

  @Test
  void knowsItsAnswerByPortsAndAcknowledgement() {
    assertThat(answer(0x01020305, 80, TcpHeader.SYN | TcpHeader.ACK).answers(SYN)).isTrue();
    assertThat(answer(0x01020305, 80, TcpHeader.RST | TcpHeader.ACK).answers(SYN)).isTrue();
    assertThat(answer(0x01020304, 80, TcpHeader.SYN | TcpHeader.ACK).answers(SYN)).isFalse();
    assertThat(answer(0x01020305, 81, TcpHeader.SYN | TcpHeader.ACK).answers(SYN)).isFalse();
    assertThat(answer(0x01020305, 80, TcpHeader.SYN).answers(SYN)).isFalse();
  }

  @Test
  void takesTheConnectionBackAsItsOwnerWould() {
    TcpMessage reset = SYN.reset();
    assertThat(reset.sequence()).isEqualTo(0x01020305);
    assertThat(reset.flags()).isEqualTo(TcpHeader.RST);
    assertThat(reset.source()).isEqualTo(SYN.source());
  }

  @Property
  void asksTheGroupOfAnIpv6Address(@ForAll @Size(16) byte[] address) {
    Inet6Address asked = NeighbourDiscovery.address(address);
    ByteBuffer question = NeighbourDiscovery.whoHas(asked, MAC, v6("fe80::1"));
    assertThat(SlowChecksum.isIntact(bytes(question))).isTrue();
    String last = HexFormat.of().formatHex(address, 13, 16);
    assertThat(hex(question))
        .startsWith("60000000" + "0020" + "3aff" + "fe80")
        .contains("ff0200000000000000000001ff" + last + "8700")
        .endsWith(HexFormat.of().formatHex(address) + "0101" + "02005e100001");
    assertThat(NeighbourDiscovery.groupMac(asked).toString().replace(":", ""))
        .isEqualTo("3333ff" + last);
  }

  @Property
  void readsAnAdvertisement(
      @ForAll @Size(16) byte[] address, @ForAll @LongRange(max = 0xffff_ffff_ffffL) long mac) {
    Inet6Address announced = NeighbourDiscovery.address(address);
    ByteBuffer packet =
        Announcement.of(announced, new MacAddress(mac), false).get(0).packet().duplicate();
    assertThat(NeighbourDiscovery.decode(packet))
        .contains(new NeighbourDiscovery.Advertisement(announced, new MacAddress(mac)));
    packet.put(7, (byte) 64);
    assertThat(NeighbourDiscovery.decode(packet)).as("from another link").isEmpty();
  }

  @Test
  void putsPacketsIntoTunnelsAsTheKernelDoes() {
    ByteBuffer v4 = SYN.encode();
    ByteBuffer v6 =
        TcpMessage.syn(endpoint("fd01::1", 40000), endpoint("fd01::100", 80), 7).encode();
    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.NONE);
    Tunnel gre = new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.NONE);
    assertThat(hex(TunnelPacket.wrap(Tunnel.IPIP, v4))).isEqualTo(hex(v4));
    assertThat(hex(TunnelPacket.wrap(gue, v4))).isEqualTo("00040000" + hex(v4));
    assertThat(hex(TunnelPacket.wrap(gue, v6))).isEqualTo("00290000" + hex(v6));
    assertThat(hex(TunnelPacket.wrap(gre, v4))).isEqualTo("00000800" + hex(v4));
    assertThat(hex(TunnelPacket.wrap(gre, v6))).isEqualTo("000086dd" + hex(v6));
    assertThat(TunnelPacket.protocol(Tunnel.IPIP, v4)).isEqualTo(4);
    assertThat(TunnelPacket.protocol(Tunnel.IPIP, v6)).isEqualTo(41);
    assertThat(TunnelPacket.protocol(gre, v6)).isEqualTo(47);
  }

  @Property
  void sumsWhatIsInGre(@ForAll int sequence) {
    Tunnel gre = new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL);
    ByteBuffer packet = TcpMessage.syn(SYN.source(), SYN.destination(), sequence).encode();
    ByteBuffer wrapped = TunnelPacket.wrap(gre, packet);
    assertThat(hex(wrapped)).startsWith("80000800").endsWith("0000" + hex(packet));
    assertThat(SlowChecksum.of(bytes(wrapped))).isZero();
  }

  @FuzzTest
  void readsOrDeclinesWhatever(byte[] bytes) {
    TcpMessage.decode(ByteBuffer.wrap(bytes))
        .ifPresent(message -> assertThat(message.source().isUnresolved()).isFalse());
    NeighbourDiscovery.decode(ByteBuffer.wrap(bytes))
        .ifPresent(answer -> assertThat(answer.address().getAddress()).hasSize(16));
  }

  @Property
  void readsOrDeclinesAnyBytes(@ForAll @Size(max = 200) byte[] bytes) {
    readsOrDeclinesWhatever(bytes);
  }

  @Property
  void readsOrDeclinesAdvertisementsWithTwoWrongBytes(
      @ForAll @IntRange(max = 71) int first,
      @ForAll @IntRange(max = 71) int second,
      @ForAll byte a,
      @ForAll byte b) {
    byte[] bytes = bytes(Announcement.of(v6("fd01::100"), MAC, false).get(0).packet());
    bytes[first] = a;
    bytes[second] = b;
    readsOrDeclinesWhatever(bytes);
  }

  private static TcpMessage answer(int acknowledgement, int port, int flags) {
    return new TcpMessage(
        endpoint("10.1.0.100", port), endpoint("10.1.0.1", 40000), 99, acknowledgement, flags);
  }

  private static InetSocketAddress endpoint(String address, int port) {
    return new InetSocketAddress(Addresses.parse(address), port);
  }

  private static Inet6Address v6(String address) {
    return (Inet6Address) Addresses.parse(address);
  }

  private static byte[] bytes(ByteBuffer packet) {
    byte[] bytes = new byte[packet.limit()];
    packet.duplicate().rewind().get(bytes);
    return bytes;
  }

  private static String hex(ByteBuffer packet) {
    return HexFormat.of().formatHex(bytes(packet));
  }
}
