package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.CLIENT;
import static dev.lvsd.dataplane.PlaneBed.NOTHING;
import static dev.lvsd.dataplane.PlaneBed.SERVER;
import static dev.lvsd.dataplane.PlaneBed.VIP;
import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;
import static dev.lvsd.dataplane.packet.Packets.hop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.SctpHeader;
import dev.lvsd.dataplane.packet.SlowChecksum;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.model.ForwardingMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Forwarding by nat, both ways, and the ICMP errors that belong to it. */
class NatTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  @Test
  void rewritesTheDestinationOfRequestsAndTheSourceOfReplies() {
    PlaneBed bed = PlaneBed.nat();

    assertThat(bed.syn(CLIENT, VIP))
        .isEqualTo(hop(Packets.tcp(CLIENT, SERVER, TcpHeader.SYN, NOTHING)));
    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.FORWARD);
    assertThat(bed.verdict().nextHopLow()).isEqualTo(0xc0a8070bL);
    assertThat(bed.send(Packets.tcp(SERVER, CLIENT, TcpHeader.SYN | TcpHeader.ACK, NOTHING)))
        .isEqualTo(hop(Packets.tcp(VIP, CLIENT, TcpHeader.SYN | TcpHeader.ACK, NOTHING)));
    assertThat(bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO)))
        .isEqualTo(hop(Packets.tcp(CLIENT, SERVER, TcpHeader.ACK, HELLO)));
  }

  @Test
  void rewritesIpv6() {
    String client = "[fd01::2]:30000";
    String vip = "[fd09::9]:80";
    String real = "[fd02::11]:8080";
    PlaneBed bed = new PlaneBed().with(service("udp " + vip), server(real, ForwardingMethod.NAT));

    assertThat(bed.send(Packets.udp(client, vip, HELLO)))
        .isEqualTo(hop(Packets.udp(client, real, HELLO)));
    assertThat(bed.send(Packets.udp(real, client, HELLO)))
        .isEqualTo(hop(Packets.udp(vip, client, HELLO)));
  }

  @Test
  void rewritesSctp() {
    PlaneBed bed =
        new PlaneBed().with(service("sctp " + VIP), server(SERVER, ForwardingMethod.NAT));

    assertThat(bed.send(Packets.sctp(CLIENT, VIP, SctpHeader.INIT)))
        .isEqualTo(hop(Packets.sctp(CLIENT, SERVER, SctpHeader.INIT)));
  }

  @Test
  void fillsInTheChecksumThatAUdpPacketLacks() {
    PlaneBed bed = new PlaneBed().with(service("udp " + VIP), server(SERVER, ForwardingMethod.NAT));

    assertThat(bed.send(Packets.udpWithoutChecksum(CLIENT, VIP, HELLO)))
        .isEqualTo(hop(Packets.udp(CLIENT, SERVER, HELLO)));
    assertThat(bed.send(Packets.udpWithoutChecksum(SERVER, CLIENT, HELLO)))
        .isEqualTo(hop(Packets.udp(VIP, CLIENT, HELLO)));
  }

  @Test
  void givesPacketsOfALocalServerToTheHost() {
    PlaneBed bed = PlaneBed.nat();
    bed.routes.local("192.168.7.11");

    assertThat(bed.syn(CLIENT, VIP)).isEqualTo(Packets.tcp(CLIENT, SERVER, TcpHeader.SYN, NOTHING));
    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.DELIVER);
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() {
    PlaneBed bed = PlaneBed.nat();

    assertThat(bed.kindOf(Packets.tcp(CLIENT, "10.9.9.9:81", TcpHeader.SYN, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.kindOf(Packets.tcp(SERVER, CLIENT, TcpHeader.ACK, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.kindOf(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.kindOf(Packets.icmp("10.1.0.2:0", "10.9.9.9:0", 8, 0, 7, HELLO)))
        .isEqualTo(Verdict.Kind.PASS);
  }

  @Test
  void answersATimeToLiveThatIsUsedUpButCountsTheConnection() {
    PlaneBed bed = PlaneBed.nat();
    byte[] syn = Packets.tcp(CLIENT, VIP, TcpHeader.SYN, NOTHING);
    syn[8] = 1;
    ByteBuffer.wrap(syn).putShort(10, (short) 0);
    ByteBuffer.wrap(syn).putShort(10, (short) SlowChecksum.of(Arrays.copyOf(syn, 20)));

    byte[] answer = bed.send(syn);

    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.ANSWER);
    assertThat(answer[20]).isEqualTo((byte) 11);
    assertThat(SlowChecksum.isIntact(answer)).isTrue();
    assertThat(Arrays.copyOfRange(answer, 28, answer.length)).isEqualTo(syn);
    assertThat(bed.connections()).hasSize(1);
  }

  @Test
  void answersWhatIsTooLongWithTheLengthThatWouldDo() {
    PlaneBed bed = PlaneBed.nat();
    bed.routes.mtu("192.168.7.11", 1400);

    byte[] answer = bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.SYN, new byte[1400]));

    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.ANSWER);
    assertThat(answer).hasSize(576);
    assertThat(Arrays.copyOfRange(answer, 20, 22)).containsExactly(3, 4);
    assertThat(ByteBuffer.wrap(answer).getInt(24)).isEqualTo(1400);
    assertThat(Arrays.copyOfRange(answer, 12, 16)).containsExactly(10, 9, 9, 9);
    assertThat(answer[28 + 8]).as("time to live of the quoted packet").isEqualTo((byte) 63);
  }

  @Test
  void saysThatTheServerCannotBeReached() {
    PlaneBed bed = PlaneBed.nat();
    bed.routes.mtu("192.168.7.11", 0);

    byte[] answer = bed.syn(CLIENT, VIP);

    assertThat(Arrays.copyOfRange(answer, 20, 22)).containsExactly(3, 1);
  }

  @Test
  void saysThatThePortIsUnreachableWithoutServers() {
    PlaneBed bed = new PlaneBed().with(service("tcp " + VIP)).with(service("tcp [fd09::9]:80"));

    byte[] answer = bed.syn(CLIENT, VIP);
    assertThat(Arrays.copyOfRange(answer, 20, 22)).containsExactly(3, 3);
    assertThat(SlowChecksum.isIntact(answer)).isTrue();

    byte[] answer6 = bed.syn("[fd01::2]:30000", "[fd09::9]:80");
    assertThat(Arrays.copyOfRange(answer6, 40, 42)).containsExactly(1, 4);
    assertThat(SlowChecksum.isIntact(answer6)).isTrue();
  }

  @Test
  void translatesTheErrorsOfClients() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    byte[] reply = Packets.tcp(VIP, CLIENT, TcpHeader.ACK, HELLO);

    byte[] error = bed.send(Packets.icmp("10.1.0.2:0", "10.9.9.9:0", 3, 4, 1300, reply));

    byte[] quoted = Packets.tcp(SERVER, CLIENT, TcpHeader.ACK, HELLO);
    assertThat(SlowChecksum.isIntact(error)).isTrue();
    assertThat(Arrays.copyOfRange(error, 16, 20)).containsExactly(192, 168, 7, 11);
    assertThat(Arrays.copyOfRange(error, 28, 28 + 24)).isEqualTo(Arrays.copyOf(quoted, 24));
    assertThat(ByteBuffer.wrap(error).getInt(24)).isEqualTo(1300);
  }

  @Test
  void translatesTheErrorsOfServersAndOfRoutersOnTheWay() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    byte[] request = Packets.tcp(CLIENT, SERVER, TcpHeader.ACK, HELLO);

    byte[] error = bed.send(Packets.icmp("192.168.7.99:0", "10.1.0.2:0", 3, 3, 0, request));

    byte[] quoted = Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO);
    assertThat(SlowChecksum.isIntact(error)).isTrue();
    assertThat(Arrays.copyOfRange(error, 12, 16)).containsExactly(10, 9, 9, 9);
    assertThat(Arrays.copyOfRange(error, 28, 28 + 24)).isEqualTo(Arrays.copyOf(quoted, 24));
  }

  @Test
  void translatesErrorsOfIpv6() {
    String client = "[fd01::2]:30000";
    String vip = "[fd09::9]:80";
    String real = "[fd02::11]:8080";
    PlaneBed bed = new PlaneBed().with(service("tcp " + vip), server(real, ForwardingMethod.NAT));
    bed.syn(client, vip);

    byte[] fromClient =
        bed.send(
            Packets.icmp(
                "[fd01::2]:0",
                "[fd09::9]:0",
                2,
                0,
                1300,
                Packets.tcp(vip, client, TcpHeader.ACK, HELLO)));
    assertThat(SlowChecksum.isIntact(fromClient)).isTrue();
    assertThat(Arrays.copyOfRange(fromClient, 48, 48 + 44))
        .isEqualTo(Arrays.copyOf(Packets.tcp(real, client, TcpHeader.ACK, HELLO), 44));

    byte[] fromServer =
        bed.send(
            Packets.icmp(
                "[fd02::11]:0",
                "[fd01::2]:0",
                1,
                4,
                0,
                Packets.tcp(client, real, TcpHeader.ACK, HELLO)));
    assertThat(SlowChecksum.isIntact(fromServer)).isTrue();
    assertThat(Arrays.copyOfRange(fromServer, 48, 48 + 44))
        .isEqualTo(Arrays.copyOf(Packets.tcp(client, vip, TcpHeader.ACK, HELLO), 44));
  }

  @Test
  void dropsErrorsWithAWrongChecksum() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    byte[] error =
        Packets.icmp(
            "10.1.0.2:0", "10.9.9.9:0", 3, 4, 1300, Packets.tcp(VIP, CLIENT, TcpHeader.ACK, HELLO));
    error[error.length - 1] ^= 1;

    assertThat(bed.kindOf(error)).isEqualTo(Verdict.Kind.DROP);
  }

  @Test
  void sendsLaterFragmentsAfterTheFirst() {
    PlaneBed bed = new PlaneBed().with(service("udp " + VIP), server(SERVER, ForwardingMethod.NAT));
    byte[] request = Packets.udp(CLIENT, VIP, new byte[3000]);
    byte[] expected = Packets.udp(CLIENT, SERVER, new byte[3000]);
    byte[] reply = Packets.udp(SERVER, CLIENT, new byte[3000]);
    byte[] back = Packets.udp(VIP, CLIENT, new byte[3000]);

    assertThat(bed.kindOf(Packets.fragment(request, 1480, 1480))).isEqualTo(Verdict.Kind.PASS);
    for (int at = 0; at < 3008; at += 1480) {
      assertThat(bed.send(Packets.fragment(request, at, 1480)))
          .isEqualTo(hop(Packets.fragment(expected, at, 1480)));
    }
    for (int at = 0; at < 3008; at += 1480) {
      assertThat(bed.send(Packets.fragment(reply, at, 1480)))
          .isEqualTo(hop(Packets.fragment(back, at, 1480)));
    }
  }

  @Test
  void forgetsFragmentsWithTheirConnection() {
    PlaneBed bed = new PlaneBed().with(service("udp " + VIP), server(SERVER, ForwardingMethod.NAT));
    byte[] request = Packets.udp(CLIENT, VIP, new byte[3000]);
    bed.send(Packets.fragment(request, 0, 1480));
    bed.later(31);

    assertThat(bed.kindOf(Packets.fragment(request, 1480, 1480))).isEqualTo(Verdict.Kind.PASS);
  }
}
