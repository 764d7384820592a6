package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.CLIENT;
import static dev.lvsd.dataplane.PlaneBed.NOTHING;
import static dev.lvsd.dataplane.PlaneBed.SERVER;
import static dev.lvsd.dataplane.PlaneBed.VIP;
import static dev.lvsd.dataplane.PlaneBed.WEB;
import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.SlowChecksum;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Tunnel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forwarding by dr and by tunnels. */
class DirectAndTunnelTest {
  private static PlaneBed tunnel(Tunnel tunnel) {
    return new PlaneBed()
        .with(service("tcp " + VIP), server(SERVER, ForwardingMethod.TUNNEL).withTunnel(tunnel));
  }

  private static byte[] syn(int tos) {
    byte[] packet = Packets.tcp(CLIENT, VIP, TcpHeader.SYN, NOTHING);
    packet[1] = (byte) tos;
    ByteBuffer.wrap(packet).putShort(10, (short) 0);
    ByteBuffer.wrap(packet).putShort(10, (short) SlowChecksum.of(Arrays.copyOf(packet, 20)));
    return packet;
  }

  @Test
  void changesNothingButTheTimeToLiveByDr() {
    PlaneBed bed = new PlaneBed().with(service("tcp " + VIP), server(SERVER, ForwardingMethod.DR));
    byte[] request = Packets.tcp(CLIENT, VIP, TcpHeader.SYN, NOTHING);

    byte[] sent = bed.send(request);

    assertThat(SlowChecksum.isIntact(sent)).isTrue();
    assertThat(sent[8]).isEqualTo((byte) 63);
    assertThat(Arrays.copyOfRange(sent, 12, 40)).isEqualTo(Arrays.copyOfRange(request, 12, 40));
    assertThat(bed.verdict().nextHopLow()).isEqualTo(0xc0a8070bL);
    assertThat(bed.verdict().isNextHopIpv6()).isFalse();
  }

  @Test
  void passesRepliesThatGoThroughAnywayAndFollowsThem() {
    PlaneBed bed = new PlaneBed().with(service("tcp " + VIP), server(SERVER, ForwardingMethod.DR));
    bed.syn(CLIENT, VIP);

    assertThat(bed.kindOf(Packets.tcp(VIP, CLIENT, TcpHeader.SYN | TcpHeader.ACK, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.later(2).status(WEB, SERVER).statistics().outPackets()).isEqualTo(1);
  }

  @Test
  void leavesPacketsOfALocalServerToTheHost() {
    PlaneBed bed = new PlaneBed().with(service("tcp " + VIP), server(SERVER, ForwardingMethod.DR));
    bed.routes.local("192.168.7.11");

    assertThat(bed.kindOf(syn(0))).isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.connections()).hasSize(1);
  }

  @Test
  void putsAnIpHeaderBeforeThePacket() {
    byte[] inner = syn(0xb8);
    byte[] sent = tunnel(Tunnel.IPIP).send(inner);

    assertThat(sent).hasSize(60);
    assertThat(SlowChecksum.isIntact(sent)).isTrue();
    ByteBuffer outer = ByteBuffer.wrap(sent);
    assertThat(outer.getShort(0)).isEqualTo((short) 0x45b8);
    assertThat(outer.getShort(2)).isEqualTo((short) 60);
    assertThat(outer.getShort(4)).as("id, with DF").isZero();
    assertThat(outer.getShort(6)).isEqualTo((short) 0x4000);
    assertThat(outer.get(8)).isEqualTo((byte) 63);
    assertThat(outer.get(9)).isEqualTo((byte) 4);
    assertThat(outer.getInt(12)).isEqualTo(0x0a020001);
    assertThat(outer.getInt(16)).isEqualTo(0xc0a8070b);
    byte[] carried = Arrays.copyOfRange(sent, 20, 60);
    assertThat(SlowChecksum.isIntact(carried)).isTrue();
    assertThat(carried[8]).isEqualTo((byte) 63);
    assertThat(Arrays.copyOfRange(carried, 12, 40)).isEqualTo(Arrays.copyOfRange(inner, 12, 40));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 2", "3, 2", "187, 186"})
  void copiesTheTypeOfServiceAndHidesCongestion(int inner, int outer) {
    assertThat(tunnel(Tunnel.IPIP).send(syn(inner))[1] & 0xff).isEqualTo(outer);
  }

  @Test
  void putsUdpAndGueBeforeThePacket() {
    byte[] sent = tunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.NONE)).send(syn(0));

    assertThat(sent).hasSize(72);
    ByteBuffer outer = ByteBuffer.wrap(sent);
    assertThat(outer.get(9)).isEqualTo((byte) 17);
    assertThat(outer.getShort(20) & 0xffff).isBetween(32768, 60999);
    assertThat(outer.getShort(22)).isEqualTo((short) 6080);
    assertThat(outer.getShort(24)).isEqualTo((short) 52);
    assertThat(outer.getShort(26)).isZero();
    assertThat(outer.getInt(28)).isEqualTo(0x00040000);
    assertThat(outer.get(32)).isEqualTo((byte) 0x45);
  }

  @Test
  void computesTheChecksumOfGueOnRequest() {
    byte[] sent = tunnel(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL)).send(syn(0));

    assertThat(ByteBuffer.wrap(sent).getShort(26)).isNotZero();
    assertThat(SlowChecksum.isIntact(sent)).isTrue();
  }

  @Test
  void putsGreBeforeThePacket() {
    byte[] sent = tunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.NONE)).send(syn(0));
    assertThat(sent).hasSize(64);
    assertThat(sent[9]).isEqualTo((byte) 47);
    assertThat(Arrays.copyOfRange(sent, 20, 24)).containsExactly(0, 0, 8, 0);

    byte[] summed = tunnel(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL)).send(syn(0));
    assertThat(summed).hasSize(68);
    assertThat(Arrays.copyOfRange(summed, 20, 24)).containsExactly(0x80, 0, 8, 0);
    assertThat(SlowChecksum.of(Arrays.copyOfRange(summed, 20, 68))).isZero();
  }

  @Test
  void carriesOneFamilyInTheOther() {
    Tunnel plain = Tunnel.IPIP;
    PlaneBed bed =
        new PlaneBed()
            .with(
                service("tcp " + VIP),
                server("[fd02::11]:80", ForwardingMethod.TUNNEL).withTunnel(plain))
            .with(
                service("tcp [fd09::9]:80"),
                server("192.168.7.11:80", ForwardingMethod.TUNNEL).withTunnel(plain));

    byte[] fourInSix = bed.syn(CLIENT, VIP);
    assertThat(fourInSix).hasSize(80);
    assertThat(fourInSix[6]).isEqualTo((byte) 4);
    assertThat(fourInSix[7]).isEqualTo((byte) 63);
    assertThat(ByteBuffer.wrap(fourInSix).getShort(4)).isEqualTo((short) 40);

    byte[] sixInFour = bed.syn("[fd01::2]:30000", "[fd09::9]:80");
    assertThat(sixInFour).hasSize(80);
    assertThat(sixInFour[9]).isEqualTo((byte) 41);
    assertThat(ByteBuffer.wrap(sixInFour).getShort(6)).as("no DF").isZero();
  }

  @ParameterizedTest
  @CsvSource({"IPIP, NONE, 1380", "GUE, NONE, 1368", "GRE, NONE, 1376", "GRE, FULL, 1372"})
  void tellsSendersWhatFitsIntoATunnel(Tunnel.Type type, Tunnel.Checksum checksum, int mtu) {
    PlaneBed bed = tunnel(new Tunnel(type, type == Tunnel.Type.GUE ? 6080 : 0, checksum));
    bed.routes.mtu("192.168.7.11", 1400);

    byte[] answer = bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.SYN, new byte[1341]));

    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.ANSWER);
    assertThat(ByteBuffer.wrap(answer).getInt(24)).isEqualTo(mtu);
  }

  @Test
  void letsTunnelPacketsBeFragmentedWithoutDiscovery() {
    PlaneBed bed = tunnel(Tunnel.IPIP);
    bed.routes.mtu("192.168.7.11", 1400);
    bed.plane.set(Sysctl.PMTU_DISC, 0);

    byte[] sent = bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.SYN, new byte[1360]));

    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.FORWARD);
    assertThat(ByteBuffer.wrap(sent).getShort(6)).isZero();
  }

  @Test
  void dropsWhatHasNoRoomForTheOuterHeader() {
    PlaneBed bed = tunnel(Tunnel.IPIP);
    ByteBuffer tight = ByteBuffer.wrap(syn(0));

    assertThat(bed.plane.process(tight, 0, tight.limit(), 0, 1_000_000).kind())
        .isEqualTo(Verdict.Kind.DROP);
  }
}
