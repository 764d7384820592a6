package dev.lvsd.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.MacAddress;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.probe.PathReport.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProberTest {
  private static final InetAddress VIP = Addresses.parse("10.1.0.100");
  private static final MacAddress SERVER = new MacAddress(0x11);
  private static final MacAddress OTHER = new MacAddress(0x22);
  private static final Target A = target("10.1.0.100", "10.1.0.11", ForwardingMethod.DR);
  private static final Target A6 = target("fd01::100", "fd01::11", ForwardingMethod.DR);
  private static final Target B = target("10.1.0.100", "10.1.0.12", ForwardingMethod.TUNNEL);
  private static final Target C = target("10.1.0.100", "10.1.0.13", ForwardingMethod.NAT);
  private static final String CONNECT_A = "connect 10.1.0.1 to 10.1.0.11:80";
  private static final String HANDSHAKE_A = "handshake 10.1.0.1 to 10.1.0.100:80 by Frame";

  private final FakeWire wire = new FakeWire();

  @Test
  void asksEachByTheWayOfTheDirectorAndNeverFromAVirtualAddress() {
    know("10.1.0.11", SERVER);
    know("fd01::11", SERVER);
    ProbeReport report = probe(A, A6, B, C);
    assertThat(wire.asked)
        .containsExactlyInAnyOrder(
            "who has 10.1.0.100 on eth0 tell 10.1.0.1",
            "who has fd01::100 on eth0 tell fe80::1",
            CONNECT_A,
            "connect fd01::1 to [fd01::11]:80",
            "connect 10.1.0.1 to 10.1.0.12:80",
            "connect 10.1.0.1 to 10.1.0.13:80",
            HANDSHAKE_A,
            "handshake fd01::1 to [fd01::100]:80 by Frame",
            "handshake 10.1.0.1 to 10.1.0.100:80 by Encapsulated");
    assertThat(report.paths()).extracting(PathReport::verdict).containsOnly(Verdict.GOOD);
    assertThat(report.faults()).isZero();
  }

  @Test
  void tellsWhoseFaultSilenceIs() {
    know("10.1.0.11", SERVER);
    assertThat(verdict(Reply.ACCEPTED, Reply.ACCEPTED)).isEqualTo(Verdict.GOOD);
    assertThat(verdict(Reply.REFUSED, Reply.ACCEPTED)).isEqualTo(Verdict.GOOD);
    assertThat(verdict(Reply.SILENT, Reply.ACCEPTED)).isEqualTo(Verdict.GOOD);
    assertThat(verdict(Reply.ACCEPTED, Reply.REFUSED)).isEqualTo(Verdict.APPLICATION_DOWN);
    assertThat(verdict(Reply.REFUSED, Reply.REFUSED)).isEqualTo(Verdict.APPLICATION_DOWN);
    assertThat(verdict(Reply.REFUSED, Reply.SILENT)).isEqualTo(Verdict.APPLICATION_DOWN);
    assertThat(verdict(Reply.ACCEPTED, Reply.SILENT)).isEqualTo(Verdict.PATH_BROKEN);
    assertThat(verdict(Reply.SILENT, Reply.SILENT)).isEqualTo(Verdict.HOST_SILENT);
  }

  @Test
  void saysWhatTheWireSaid() {
    know("10.1.0.11", SERVER);
    wire.replies.put(HANDSHAKE_A, Reply.silent("Network is down"));
    assertThat(probe(A).paths().get(0).message())
        .isEqualTo(
            "10.1.0.11:80 answers, and nothing comes back for 10.1.0.100:80 (Network is down); is"
                + " the address on lo there?; try: lvsctl rs check --only 10.1.0.11");
  }

  @Test
  void knowsThatDirectRoutingNeedsANeighbour() {
    assertThat(probe(A).paths().get(0).message())
        .contains("(no neighbour of this director has 10.1.0.11, and dr reaches nobody else)");
  }

  @Test
  void doesNotAskWhatNobodyCouldAnswer() {
    Target udp =
        new Target(
            "names",
            "a",
            new AddressKey(Protocol.UDP, VIP, 53),
            spec("10.1.0.11", ForwardingMethod.DR));
    ProbeReport report = probe(udp);
    assertThat(report.paths().get(0).verdict()).isEqualTo(Verdict.NOT_PROBED);
    assertThat(report.faults()).isZero();
    assertThat(wire.asked).containsExactly("who has 10.1.0.100 on eth0 tell 10.1.0.1");
  }

  @Test
  void namesWhoeverAnswersBesideTheDirector() {
    know("10.1.0.11", SERVER);
    wire.owners.put(VIP, Set.of(FakeWire.OWN, SERVER, OTHER));
    assertThat(probe(A).vips().get(0).faults())
        .containsExactly(
            "10.1.0.100 is answered for by 00:00:00:00:00:11 = real server a (10.1.0.11); clients"
                + " reach it past the director; try: lvsctl rs apply",
            "10.1.0.100 is answered for by 00:00:00:00:00:22, which this director does not know;"
                + " two machines have the same address: find out which should not");
  }

  @Test
  void takesOneOtherMachineForADirectorWhereItDoesNotHaveTheAddressItself() {
    wire.nics.set(
        1, new Nic("eth0", Optional.of(FakeWire.OWN), List.of(FakeWire.at("10.1.0.1/24 on eth0"))));
    know("10.1.0.3", OTHER);
    wire.owners.put(VIP, Set.of(OTHER));
    VipReport report = probe(C).vips().get(0);
    assertThat(report.faults()).isEmpty();
    assertThat(report.note())
        .contains(
            "10.1.0.100 is answered for by 00:00:00:00:00:22 = 10.1.0.3; this director does not"
                + " have it");
    wire.owners.clear();
    assertThat(probe(C).vips().get(0).faults())
        .containsExactly("nobody answers for 10.1.0.100; lvsctl vip list shows where VIPs are");
  }

  @Test
  void saysWhereItCannotAsk() {
    wire.nics.remove(1);
    assertThat(probe(C).vips().get(0).note())
        .contains(
            "10.1.0.100 was not asked for: no interface here is in its network; name one with"
                + " --interface");
  }

  @Test
  void tellsHowItGoesOn() {
    know("10.1.0.11", SERVER);
    List<String> heard = new ArrayList<>();
    prober().run(List.of(A, C), List.of(A, C), (done, total) -> heard.add(done + "/" + total));
    assertThat(heard).containsExactly("1/3", "2/3", "3/3");
  }

  private Verdict verdict(Reply plain, Reply forwarded) {
    wire.replies.put(CONNECT_A, plain);
    wire.replies.put(HANDSHAKE_A, forwarded);
    return probe(A).paths().get(0).verdict();
  }

  private void know(String address, MacAddress mac) {
    wire.neighbours.put(Addresses.parse(address), List.of(new Way.Frame("eth0", mac)));
  }

  private ProbeReport probe(Target... targets) {
    return prober().run(List.of(targets), List.of(targets), (done, total) -> {});
  }

  private Prober prober() {
    return new Prober(
        wire, new Prober.Settings(Optional.empty(), 4, Duration.ofSeconds(1), () -> 0));
  }

  private static Target target(String vip, String server, ForwardingMethod method) {
    return new Target(
        "web",
        server.equals("10.1.0.11") ? "a" : server,
        new AddressKey(Protocol.TCP, Addresses.parse(vip), 80),
        spec(server, method));
  }

  private static ServerSpec spec(String server, ForwardingMethod method) {
    return ServerSpec.of(new ServerKey(Addresses.parse(server), 80), method, 1);
  }
}
