package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.CLIENT;
import static dev.lvsd.dataplane.PlaneBed.NOTHING;
import static dev.lvsd.dataplane.PlaneBed.SERVER;
import static dev.lvsd.dataplane.PlaneBed.VIP;
import static dev.lvsd.dataplane.PlaneBed.WEB;
import static dev.lvsd.dataplane.PlaneBed.key;
import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.SctpHeader;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.DeleteService;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.SetTimeouts;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Timeouts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** States, time-outs, counts, and what becomes of connections whose server is no longer there. */
class ConnectionLifeTest {
  private static final int FIN_ACK = TcpHeader.FIN | TcpHeader.ACK;
  private static final String OTHER = "192.168.7.12:8080";

  private static void fromServer(PlaneBed bed, int flags) {
    bed.send(Packets.tcp(SERVER, CLIENT, flags, NOTHING));
  }

  private static void fromClient(PlaneBed bed, int flags) {
    bed.send(Packets.tcp(CLIENT, VIP, flags, NOTHING));
  }

  @Test
  void followsAConnectionToItsEnd() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    assertThat(bed.state()).isEqualTo("SYN_RECV 60");
    assertThat(bed.counts(WEB, SERVER)).isEqualTo("1 0 0");
    fromServer(bed, TcpHeader.SYN | TcpHeader.ACK);
    fromClient(bed, TcpHeader.ACK);
    assertThat(bed.state()).isEqualTo("ESTABLISHED 900");
    fromServer(bed, FIN_ACK);
    assertThat(bed.state()).isEqualTo("FIN_WAIT 120");
    assertThat(bed.counts(WEB, SERVER)).isEqualTo("0 1 0");
    fromClient(bed, FIN_ACK);
    assertThat(bed.state()).isEqualTo("TIME_WAIT 120");
    assertThat(bed.later(120.1).state()).isEqualTo("none");
    assertThat(bed.counts(WEB, SERVER)).isEqualTo("0 0 0");
  }

  @Test
  void beginsTheTimeAnewWithEveryPacket() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    bed.later(50);
    bed.syn(CLIENT, VIP);
    assertThat(bed.later(59).state()).isEqualTo("SYN_RECV 1");
    assertThat(bed.later(2).state()).isEqualTo("none");
  }

  @Test
  void takesNewTimeoutsWithTheNextPacket() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    bed.ack(CLIENT, VIP);
    bed.ipvs.execute(new SetTimeouts(new Timeouts(77, 0, 0)));
    assertThat(bed.state()).isEqualTo("ESTABLISHED 900");
    bed.ack(CLIENT, VIP);
    assertThat(bed.state()).isEqualTo("ESTABLISHED 77");
  }

  @Test
  void seesOnlyOneSideByDr() {
    PlaneBed bed = new PlaneBed().with(service("tcp " + VIP), server(SERVER, ForwardingMethod.DR));
    bed.syn(CLIENT, VIP);
    bed.ack(CLIENT, VIP);
    fromClient(bed, FIN_ACK);
    assertThat(bed.state()).isEqualTo("FIN_WAIT 120");
  }

  @Test
  void waitsForTheServerWithSecureTcp() {
    PlaneBed bed = PlaneBed.nat();
    bed.plane.set(Sysctl.SECURE_TCP, 3);
    bed.syn(CLIENT, VIP);
    fromServer(bed, TcpHeader.SYN | TcpHeader.ACK);
    fromClient(bed, TcpHeader.ACK);
    assertThat(bed.state()).isEqualTo("SYNACK 120");
  }

  @Test
  void schedulesMidstreamSegmentsWithSloppyTcp() {
    PlaneBed bed = PlaneBed.nat();
    assertThat(bed.ack(CLIENT, VIP)).isEmpty();
    bed.plane.set(Sysctl.SLOPPY_TCP, 1);
    assertThat(bed.ack(CLIENT, VIP)).isNotEmpty();
    assertThat(bed.state()).isEqualTo("ESTABLISHED 900");
    assertThat(bed.send(Packets.tcp("10.1.0.3:1", VIP, TcpHeader.RST, NOTHING))).isEmpty();
  }

  @Test
  void schedulesMidstreamPacketsWithSloppySctp() {
    PlaneBed bed =
        new PlaneBed().with(service("sctp " + VIP), server(SERVER, ForwardingMethod.NAT));
    assertThat(bed.send(Packets.sctp(CLIENT, VIP, SctpHeader.DATA))).isEmpty();
    bed.plane.set(Sysctl.SLOPPY_SCTP, 1);
    assertThat(bed.send(Packets.sctp(CLIENT, VIP, SctpHeader.ABORT))).isEmpty();
    assertThat(bed.send(Packets.sctp(CLIENT, VIP, SctpHeader.DATA))).isNotEmpty();
  }

  @Test
  void neverSchedulesDataConnectionsOfActiveFtp() {
    PlaneBed bed = PlaneBed.nat();
    assertThat(bed.syn("10.1.0.2:20", VIP)).isEmpty();
    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.PASS);
  }

  @Test
  void dropsWhatIsTooShortForItsProtocol() {
    PlaneBed bed = PlaneBed.nat();
    byte[] cut = Arrays.copyOf(Packets.udp(CLIENT, VIP, NOTHING), 26);
    byte[] packet = Packets.fragment(cut, 0, 8);

    assertThat(bed.kindOf(packet)).isEqualTo(Verdict.Kind.DROP);
  }

  @Test
  void schedulesASynThatMeetsAConnectionThatEnded() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    bed.send(Packets.tcp(CLIENT, VIP, TcpHeader.ACK, NOTHING));
    fromServer(bed, TcpHeader.RST);
    assertThat(bed.state()).isEqualTo("CLOSE 10");
    bed.ipvs.execute(new AddServer(WEB, server(OTHER, ForwardingMethod.NAT)));

    bed.syn(CLIENT, VIP);

    assertThat(bed.connections()).hasSize(1);
    assertThat(bed.counts(WEB, OTHER)).isEqualTo("1 0 0");
    assertThat(bed.counts(WEB, SERVER)).isEqualTo("0 0 0");
  }

  @Test
  void keepsAConnectionThatEndedWithoutReuse() {
    PlaneBed bed = PlaneBed.nat();
    bed.plane.set(Sysctl.CONN_REUSE_MODE, 0);
    bed.syn(CLIENT, VIP);
    fromServer(bed, TcpHeader.RST);
    bed.ipvs.execute(new AddServer(WEB, server(OTHER, ForwardingMethod.NAT)));

    bed.syn(CLIENT, VIP);

    assertThat(bed.counts(WEB, SERVER)).isEqualTo("1 0 0");
  }

  @Test
  void reusesFinWaitOnlyWithTheSecondBitAndOnlyWhereRepliesAreNotSeen() {
    for (int mode : new int[] {1, 2}) {
      PlaneBed bed =
          new PlaneBed().with(service("tcp " + VIP), server(SERVER, ForwardingMethod.DR));
      bed.plane.set(Sysctl.CONN_REUSE_MODE, mode);
      bed.syn(CLIENT, VIP);
      bed.ack(CLIENT, VIP);
      fromClient(bed, FIN_ACK);
      bed.ipvs.execute(new AddServer(WEB, server(OTHER, ForwardingMethod.DR)));

      bed.syn(CLIENT, VIP);

      assertThat(bed.counts(WEB, OTHER)).isEqualTo(mode == 1 ? "0 0 0" : "1 0 0");
    }
  }

  @Test
  void dropsPacketsOfARemovedServerButSendsItsReplies() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    bed.ipvs.execute(new RemoveServer(WEB, key(SERVER)));

    assertThat(bed.ack(CLIENT, VIP)).isEmpty();
    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.DROP);
    assertThat(bed.ack(SERVER, CLIENT)).isNotEmpty();
  }

  @Test
  void bringsAServerBackWithItsConnections() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    bed.later(2); // what was not yet seen by the estimator would appear later, as in the kernel
    bed.ipvs.execute(new DeleteService(WEB));
    bed.later(30);
    bed.with(service("tcp " + VIP), server(SERVER, ForwardingMethod.NAT));

    assertThat(bed.counts(WEB, SERVER)).isEqualTo("1 0 0");
    assertThat(bed.ack(CLIENT, VIP)).isNotEmpty();
    assertThat(bed.later(2).status(WEB, SERVER).statistics().inPackets()).isEqualTo(1);
  }

  @Test
  void throwsAServerAwayMinutesAfterItsLastConnection() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    bed.later(4);
    bed.ipvs.execute(new RemoveServer(WEB, key(SERVER)));
    bed.later(61).later(180);
    bed.ipvs.execute(new AddServer(WEB, server(SERVER, ForwardingMethod.NAT)));

    assertThat(bed.status(WEB, SERVER).statistics().connections()).isZero();
  }

  @Test
  void endsConnectionsOfRemovedServersOnRequest() {
    PlaneBed bed = PlaneBed.nat();
    bed.plane.set(Sysctl.EXPIRE_NODEST_CONN, 1);
    bed.syn(CLIENT, VIP);
    bed.ipvs.execute(new AddServer(WEB, server(OTHER, ForwardingMethod.NAT)));

    bed.ipvs.execute(new RemoveServer(WEB, key(SERVER)));

    assertThat(bed.connections()).isEmpty();
  }

  @Test
  void movesASynFromAQuiescedServerOnRequest() {
    PlaneBed bed = PlaneBed.nat();
    bed.plane.set(Sysctl.EXPIRE_NODEST_CONN, 1);
    bed.syn(CLIENT, VIP);
    bed.ipvs.execute(new AddServer(WEB, server(OTHER, ForwardingMethod.NAT)));
    bed.ipvs.execute(new UpdateServer(WEB, server(SERVER, ForwardingMethod.NAT).withWeight(0)));

    bed.syn(CLIENT, VIP);

    assertThat(bed.counts(WEB, OTHER)).isEqualTo("1 0 0");
  }

  @Test
  void takesNoMoreThanTheUpperThreshold() {
    PlaneBed bed =
        new PlaneBed()
            .with(service("tcp " + VIP), server(SERVER, ForwardingMethod.NAT).withThresholds(4, 0));
    StringBuilder kinds = new StringBuilder();
    for (int port = 1; port <= 6; port++) {
      bed.syn("10.1.0.2:" + (1000 + port), VIP);
      kinds.append(bed.verdict().kind().name().charAt(0));
    }

    assertThat(kinds).hasToString("FFFFAA");
  }

  @Test
  void dropsOneOfSoManyNewConnections() {
    PlaneBed bed = PlaneBed.nat();
    bed.plane.set(Sysctl.DROP_PACKET, 3);
    StringBuilder kinds = new StringBuilder();
    for (int port = 1; port <= 7; port++) {
      bed.syn("10.1.0.2:" + (1000 + port), VIP);
      kinds.append(bed.verdict().kind().name().charAt(0));
    }

    assertThat(kinds).hasToString("DFFDFFD");
  }

  @Test
  void countsWithTheArithmeticOfTheKernel() {
    PlaneBed bed = PlaneBed.nat();
    bed.syn(CLIENT, VIP);
    for (int i = 0; i < 199; i++) {
      bed.ack(CLIENT, VIP);
    }
    assertThat(bed.status(WEB, SERVER).statistics().inPackets()).isZero();
    bed.later(2);

    assertThat(bed.status(WEB, SERVER).statistics().inPackets()).isEqualTo(200);
    assertThat(bed.status(WEB, SERVER).statistics().inBytes()).isEqualTo(8000);
    assertThat(bed.status(WEB, SERVER).statistics().inPacketsPerSecond()).isEqualTo(25);
    assertThat(bed.status(WEB, SERVER).statistics().inBytesPerSecond()).isEqualTo(1000);
    bed.later(2);
    assertThat(bed.status(WEB, SERVER).statistics().inPacketsPerSecond()).isEqualTo(19);
    assertThat(bed.ipvs.service(WEB).orElseThrow().statistics().connections()).isEqualTo(1);
  }
}
