package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.CLIENT;
import static dev.lvsd.dataplane.PlaneBed.NOTHING;
import static dev.lvsd.dataplane.PlaneBed.SERVER;
import static dev.lvsd.dataplane.PlaneBed.VIP;
import static dev.lvsd.dataplane.PlaneBed.WEB;
import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;
import static dev.lvsd.dataplane.packet.Packets.hop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.SctpHeader;
import dev.lvsd.dataplane.packet.SlowChecksum;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Forwarding by fullnat: the server sees a local address of the director in place of the client.
 */
class FullnatTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final String LOCAL = "10.2.0.1";

  /** The source port of what went out without IP options, which is the local one of a request. */
  private static int port(byte[] sent) {
    return ByteBuffer.wrap(sent).getShort(sent[0] >> 4 == 6 ? 40 : 20) & 0xffff;
  }

  /** Opens the connection of {@link PlaneBed#CLIENT}; the answer is its local end. */
  private static String open(PlaneBed bed) {
    return LOCAL + ":" + port(bed.syn(CLIENT, VIP));
  }

  @Test
  void rewritesBothEndsOfRequestsAndOfReplies() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);

    byte[] first = bed.syn(CLIENT, VIP);
    String local = LOCAL + ":" + port(first);
    assertThat(first).isEqualTo(hop(Packets.tcp(local, SERVER, TcpHeader.SYN, NOTHING)));
    assertThat(bed.verdict().nextHopLow()).isEqualTo(0xc0a8070bL);
    assertThat(bed.send(Packets.tcp(SERVER, local, TcpHeader.SYN | TcpHeader.ACK, NOTHING)))
        .isEqualTo(hop(Packets.tcp(VIP, CLIENT, TcpHeader.SYN | TcpHeader.ACK, NOTHING)));
    assertThat(bed.verdict().nextHopLow()).isEqualTo(0x0a010002L);
    assertThat(bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO)))
        .isEqualTo(hop(Packets.tcp(local, SERVER, TcpHeader.ACK, HELLO)));
    assertThat(bed.state()).isEqualTo("ESTABLISHED 900");
  }

  @Property
  void theReplyIsTheInverseOfTheRequest(
      @ForAll boolean udp,
      @ForAll boolean six,
      @ForAll @IntRange(min = 1024, max = 65535) int clientPort,
      @ForAll @IntRange(min = 1, max = 254) int host,
      @ForAll @Size(max = 100) byte[] payload) {
    String client = (six ? "[fd01::" + host + "]:" : "10.1.0." + host + ":") + clientPort;
    String vip = six ? "[fd09::9]:80" : VIP;
    String real = six ? "[fd02::11]:8080" : SERVER;
    PlaneBed bed = new PlaneBed();
    bed.plane.localAddresses(List.of(Addresses.parse(LOCAL), Addresses.parse("fd02::1")));
    bed.with(service((udp ? "udp " : "tcp ") + vip), server(real, ForwardingMethod.FULLNAT));

    byte[] request = bed.send(packet(udp, client, vip, TcpHeader.SYN, payload));
    String local = (six ? "[fd02::1]:" : LOCAL + ":") + port(request);

    assertThat(request).isEqualTo(hop(packet(udp, local, real, TcpHeader.SYN, payload)));
    assertThat(bed.send(packet(udp, real, local, TcpHeader.ACK, payload)))
        .isEqualTo(hop(packet(udp, vip, client, TcpHeader.ACK, payload)));
  }

  private static byte[] packet(boolean udp, String from, String to, int flags, byte[] payload) {
    return udp ? Packets.udp(from, to, payload) : Packets.tcp(from, to, flags, payload);
  }

  @Test
  void rewritesSctp() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    bed.with(service("sctp " + VIP), server(SERVER, ForwardingMethod.FULLNAT));

    byte[] first = bed.send(Packets.sctp(CLIENT, VIP, SctpHeader.INIT));

    String local = LOCAL + ":" + port(first);
    assertThat(first).isEqualTo(hop(Packets.sctp(local, SERVER, SctpHeader.INIT)));
    assertThat(bed.send(Packets.sctp(SERVER, local, SctpHeader.INIT)))
        .isEqualTo(hop(Packets.sctp(VIP, CLIENT, SctpHeader.INIT)));
  }

  @Test
  void fillsInTheChecksumThatAUdpPacketLacks() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    bed.with(service("udp " + VIP), server(SERVER, ForwardingMethod.FULLNAT));

    byte[] first = bed.send(Packets.udpWithoutChecksum(CLIENT, VIP, HELLO));
    String local = LOCAL + ":" + port(first);
    assertThat(first).isEqualTo(hop(Packets.udp(local, SERVER, HELLO)));
    assertThat(bed.send(Packets.udpWithoutChecksum(SERVER, local, HELLO)))
        .isEqualTo(hop(Packets.udp(VIP, CLIENT, HELLO)));
  }

  @Test
  void sendsLaterFragmentsAfterTheFirst() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    bed.with(service("udp " + VIP), server(SERVER, ForwardingMethod.FULLNAT));
    byte[] request = Packets.udp(CLIENT, VIP, new byte[3000]);

    String local = LOCAL + ":" + port(bed.send(Packets.fragment(request, 0, 1480)));
    byte[] expected = Packets.udp(local, SERVER, new byte[3000]);
    byte[] reply = Packets.udp(SERVER, local, new byte[3000]);
    byte[] back = Packets.udp(VIP, CLIENT, new byte[3000]);
    for (int at = 0; at < 3008; at += 1480) {
      assertThat(bed.send(Packets.fragment(request, at, 1480)))
          .isEqualTo(hop(Packets.fragment(expected, at, 1480)));
      assertThat(bed.send(Packets.fragment(reply, at, 1480)))
          .isEqualTo(hop(Packets.fragment(back, at, 1480)));
    }
  }

  @Test
  void leavesPacketsToLocalAddressesAloneThatAreNotItsOwn() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    String local = open(bed);

    assertThat(bed.kindOf(Packets.tcp(SERVER, LOCAL + ":22", TcpHeader.SYN, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.kindOf(Packets.tcp("192.168.7.12:8080", local, TcpHeader.ACK, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
    assertThat(bed.kindOf(Packets.tcp(SERVER, CLIENT, TcpHeader.ACK, NOTHING)))
        .isEqualTo(Verdict.Kind.PASS);
  }

  @Test
  void givesClientsOfOneServerDifferentPorts() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL, "10.2.0.2");
    Set<String> ends = new HashSet<>();
    Set<Byte> addresses = new HashSet<>();

    for (int client = 1001; client <= 6000; client++) {
      byte[] sent = bed.syn("10.1.0.2:" + client, VIP);
      assertThat(port(sent)).isBetween(1024, 65535);
      ends.add(sent[15] + ":" + port(sent));
      addresses.add(sent[15]);
    }

    assertThat(ends).hasSize(5000);
    assertThat(addresses).containsExactlyInAnyOrder((byte) 1, (byte) 2);
  }

  /** Opens connections until one is refused; the answer is how many were made. */
  private static int exhaust(PlaneBed bed) {
    int taken = 0;
    do {
      bed.syn("10.1." + taken / 50_000 + ".2:" + (1024 + taken % 50_000), VIP);
    } while (bed.verdict().kind() == Verdict.Kind.FORWARD && ++taken <= LocalAddresses.PORTS);
    return taken;
  }

  @Test
  void refusesConnectionsWhenThePortsAreTaken() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);

    int taken = exhaust(bed);

    assertThat(taken).isBetween(60_000, LocalAddresses.PORTS);
    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.ANSWER);
    assertThat(bed.verdict().buffer().getShort(bed.verdict().at() + 20))
        .as("port unreachable")
        .isEqualTo((short) 0x0303);
    assertThat(bed.plane.localPortsExhausted()).isEqualTo(1);
    assertThat(bed.connections()).hasSize(taken);
    bed.later(3);
    assertThat(bed.status(WEB, SERVER).statistics().connections()).isEqualTo(taken);
    assertThat(bed.counts(WEB, SERVER)).isEqualTo(taken + " 0 0");
  }

  @Test
  void givesEveryServerThePortsAnew() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    exhaust(bed);
    bed.with(service("tcp 10.9.9.9:81"), server("192.168.7.12:8080", ForwardingMethod.FULLNAT));

    bed.syn(CLIENT, "10.9.9.9:81");

    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.FORWARD);
  }

  @Test
  void usesAPortAgainWhenItsConnectionIsGone() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    exhaust(bed);

    bed.later(61); // all were in state SYN_RECV

    bed.syn(CLIENT, VIP);
    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.FORWARD);
  }

  @Test
  void refusesConnectionsWithoutAnAddress() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    String local = open(bed);

    bed.plane.localAddresses(List.of());

    assertThat(bed.kindOf(Packets.tcp("10.1.0.3:1", VIP, TcpHeader.SYN, NOTHING)))
        .isEqualTo(Verdict.Kind.ANSWER);
    assertThat(bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO)))
        .as("connections keep their address")
        .isEqualTo(hop(Packets.tcp(local, SERVER, TcpHeader.ACK, HELLO)));
  }

  @Test
  void refusesServersOfAFamilyWithoutAnAddress() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);

    assertThatThrownBy(
            () ->
                bed.with(
                    service("tcp [fd09::9]:80"), server("[fd02::11]:80", ForwardingMethod.FULLNAT)))
        .isInstanceOf(IpvsException.class)
        .hasMessageContaining("none of IPv6; name one in director.localAddresses");
  }

  @Test
  void translatesTheErrorsOfClients() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    String local = open(bed);
    byte[] reply = Packets.tcp(VIP, CLIENT, TcpHeader.ACK, HELLO);

    byte[] error = bed.send(Packets.icmp("10.1.0.99:0", "10.9.9.9:0", 3, 4, 1300, reply));

    byte[] quoted = Packets.tcp(SERVER, local, TcpHeader.ACK, HELLO);
    assertThat(SlowChecksum.isIntact(error)).isTrue();
    assertThat(Arrays.copyOfRange(error, 12, 20)).containsExactly(10, 2, 0, 1, -64, -88, 7, 11);
    assertThat(Arrays.copyOfRange(error, 28, 28 + 24)).isEqualTo(Arrays.copyOf(quoted, 24));
    assertThat(ByteBuffer.wrap(error).getInt(24)).isEqualTo(1300);
  }

  @Test
  void translatesTheErrorsOfServersAndOfRoutersOnTheWay() {
    PlaneBed bed = PlaneBed.fullnat(LOCAL);
    String local = open(bed);
    byte[] request = Packets.tcp(local, SERVER, TcpHeader.ACK, HELLO);

    byte[] error = bed.send(Packets.icmp("192.168.7.99:0", LOCAL + ":0", 3, 3, 0, request));

    byte[] quoted = Packets.tcp(CLIENT, VIP, TcpHeader.ACK, HELLO);
    assertThat(SlowChecksum.isIntact(error)).isTrue();
    assertThat(Arrays.copyOfRange(error, 12, 20)).containsExactly(10, 9, 9, 9, 10, 1, 0, 2);
    assertThat(Arrays.copyOfRange(error, 28, 28 + 24)).isEqualTo(Arrays.copyOf(quoted, 24));
    assertThat(bed.verdict().nextHopLow()).isEqualTo(0x0a010002L);
  }
}
