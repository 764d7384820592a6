package dev.lvsd.dataplane;

import static dev.lvsd.dataplane.PlaneBed.VIP;
import static dev.lvsd.dataplane.PlaneBed.WEB;
import static dev.lvsd.dataplane.PlaneBed.key;
import static dev.lvsd.dataplane.PlaneBed.server;
import static dev.lvsd.dataplane.PlaneBed.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.dataplane.packet.Packets;
import dev.lvsd.dataplane.packet.TcpHeader;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.IpvsCommand.RemoveServer;
import dev.lvsd.ipvs.IpvsCommand.UpdateServer;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Templates: clients that stay with their server, ports that do not matter, and single packets. */
class PersistenceTest {
  private static final ServerSpec A = server("192.168.7.11:8080", ForwardingMethod.NAT);
  private static final ServerSpec B = server("192.168.7.12:8080", ForwardingMethod.NAT);

  private static Persistence persistence(int prefix) {
    return new Persistence(300, Netmask.prefix(AddressFamily.IPV4, prefix));
  }

  private static PlaneBed persistent(Accounting accounting, int prefix) {
    return new PlaneBed(accounting)
        .with(service("tcp " + VIP).withPersistence(persistence(prefix)), A, B);
  }

  private static PlaneBed persistent(int prefix) {
    return persistent(Accounting.REWORKED, prefix);
  }

  private static List<Connection> templates(PlaneBed bed) {
    return bed.connections().stream().filter(Connection::isTemplate).toList();
  }

  private static char serverOf(PlaneBed bed, String client) {
    bed.syn(client, VIP);
    return bed.verdict().nextHopLow() == 0xc0a8070bL ? 'A' : 'B';
  }

  @Test
  void keepsAClientWithItsServer() {
    PlaneBed bed = persistent(32);

    assertThat(serverOf(bed, "10.1.0.2:1001")).isEqualTo('B');
    assertThat(serverOf(bed, "10.1.0.2:1002")).isEqualTo('B');
    assertThat(serverOf(bed, "10.1.0.3:1001")).isEqualTo('A');
    assertThat(serverOf(bed, "10.1.0.2:1003")).isEqualTo('B');
    assertThat(bed.counts(WEB, "192.168.7.12:8080")).isEqualTo("3 0 1");
    assertThat(bed.later(2).status(WEB, "192.168.7.12:8080").statistics().connections())
        .isEqualTo(3);
  }

  @Test
  void keepsANetworkWithItsServer() {
    PlaneBed bed = persistent(24);

    assertThat(serverOf(bed, "10.1.0.2:1001")).isEqualTo('B');
    assertThat(serverOf(bed, "10.1.0.200:1001")).isEqualTo('B');
    assertThat(serverOf(bed, "10.1.1.2:1001")).isEqualTo('A');
    assertThat(templates(bed))
        .extracting(Connection::client)
        .containsExactlyInAnyOrder(Endpoint.parse("10.1.0.0:0"), Endpoint.parse("10.1.1.0:0"));
  }

  @Test
  void remembersServiceAndServerInTheTemplateOfAnOrdinaryService() {
    PlaneBed bed = persistent(32);
    bed.syn("10.1.0.2:1001", VIP);

    Connection template = templates(bed).get(0);
    assertThat(template.virtual()).isEqualTo(Endpoint.parse(VIP));
    assertThat(template.server()).isEqualTo(Endpoint.parse("192.168.7.12:8080"));
    assertThat(template.state()).isEqualTo("NONE");
    assertThat(template.expiresSeconds()).isEqualTo(300);
    bed.ack("10.1.0.2:1001", VIP);
    assertThat(templates(bed).get(0).state()).isEqualTo("ASSURED");
  }

  @Test
  void keepsATemplateAsLongAsItHasConnections() {
    PlaneBed bed = persistent(32);
    bed.syn("10.1.0.2:1001", VIP);
    bed.ack("10.1.0.2:1001", VIP);
    bed.later(301);
    assertThat(templates(bed).get(0).expiresSeconds()).isEqualTo(60);
    bed.later(600);
    assertThat(bed.connections()).hasSize(1);
    bed.later(61);
    assertThat(bed.connections()).isEmpty();
  }

  @Test
  void sendsNewConnectionsToAQuiescedServerUnlessToldOtherwise() {
    PlaneBed bed = persistent(32);
    assertThat(serverOf(bed, "10.1.0.2:1001")).isEqualTo('B');
    bed.ipvs.execute(new UpdateServer(WEB, B.withWeight(0)));
    assertThat(serverOf(bed, "10.1.0.2:1002")).isEqualTo('B');

    bed.plane.set(Sysctl.EXPIRE_QUIESCENT_TEMPLATE, 1);
    assertThat(serverOf(bed, "10.1.0.2:1003")).isEqualTo('A');
    assertThat(serverOf(bed, "10.1.0.2:1004")).isEqualTo('A');
  }

  @Test
  void leavesAnUnusableTemplateAsideAsEachKernelDoes() {
    for (Accounting accounting : Accounting.values()) {
      PlaneBed bed = persistent(accounting, 32);
      bed.syn("10.1.0.2:1001", VIP);
      bed.ipvs.execute(new RemoveServer(WEB, key("192.168.7.12:8080")));

      assertThat(serverOf(bed, "10.1.0.2:1002")).isEqualTo('A');

      int port = accounting == Accounting.CLASSIC ? 65535 : 80;
      assertThat(templates(bed))
          .extracting(each -> each.virtual().port() + " " + each.server().port())
          .containsExactlyInAnyOrder("80 8080", port + " 65535");
    }
  }

  @Test
  void keepsAClientWithItsServerOnEveryPortOfAServiceOfPortZero() {
    PlaneBed bed =
        new PlaneBed()
            .with(
                service("tcp 10.9.9.9:0").withPersistence(persistence(32)),
                server("192.168.7.11:0", ForwardingMethod.NAT),
                server("192.168.7.12:0", ForwardingMethod.NAT));

    bed.syn("10.1.0.2:1001", "10.9.9.9:443");
    bed.syn("10.1.0.2:1002", "10.9.9.9:8443");

    assertThat(bed.connections())
        .filteredOn(each -> !each.isTemplate())
        .extracting(Connection::server)
        .containsExactly(Endpoint.parse("192.168.7.12:443"), Endpoint.parse("192.168.7.12:8443"));
    assertThat(templates(bed)).hasSize(1);
    assertThat(templates(bed).get(0).virtual()).isEqualTo(Endpoint.parse("10.9.9.9:0"));
  }

  @Test
  void doesNotScheduleOtherPortsOfAServiceOfPortZeroWithoutPersistence() {
    PlaneBed bed = new PlaneBed().with(service("tcp 10.9.9.9:0"), A);

    assertThat(bed.kindOf(Packets.tcp("10.1.0.2:1", VIP, TcpHeader.SYN, new byte[0])))
        .isEqualTo(Verdict.Kind.ANSWER);
  }

  @Test
  void servesFirewallMarks() {
    ServiceKey mark = ServiceKeys.parse("fwmark 7");
    PlaneBed bed = new PlaneBed().with(service("fwmark 7"), A);

    bed.send(Packets.tcp("10.1.0.2:1001", "10.9.9.9:443", TcpHeader.SYN, new byte[0]), 7);
    bed.send(Packets.udp("10.1.0.2:1001", "10.9.9.9:53", new byte[0]), 7);
    bed.send(Packets.udp("10.1.0.2:1001", "10.9.9.9:54", new byte[0]), 8);

    assertThat(bed.counts(mark, "192.168.7.11:8080")).isEqualTo("1 1 0");
    assertThat(bed.connections()).extracting(each -> each.server().port()).containsOnly(8080);
  }

  @Test
  void sharesATemplateOfAMarkBetweenProtocolsAndKeepsPorts() {
    PlaneBed bed = new PlaneBed().with(service("fwmark 7").withPersistence(persistence(32)), A, B);

    bed.send(Packets.tcp("10.1.0.2:1001", "10.9.9.9:443", TcpHeader.SYN, new byte[0]), 7);
    bed.send(Packets.udp("10.1.0.2:1001", "10.9.9.9:53", new byte[0]), 7);

    assertThat(bed.connections())
        .filteredOn(each -> !each.isTemplate())
        .extracting(Connection::server)
        .containsExactly(Endpoint.parse("192.168.7.12:443"), Endpoint.parse("192.168.7.12:53"));
    Connection template = templates(bed).get(0);
    assertThat(template.protocol()).isEqualTo("IP");
    assertThat(template.fwmark()).hasValue(7);
  }

  @Test
  void schedulesEveryPacketOnRequestAndRemembersNone() {
    PlaneBed bed = new PlaneBed().with(service("udp " + VIP).withOnePacket(true), A, B);
    StringBuilder picks = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      bed.send(Packets.udp("10.1.0.2:1001", VIP, new byte[4]));
      picks.append(bed.verdict().nextHopLow() == 0xc0a8070bL ? 'A' : 'B');
    }

    assertThat(picks).hasToString("BABA");
    assertThat(bed.connections()).isEmpty();
    ServiceKey udp = ServiceKeys.parse("udp " + VIP);
    assertThat(bed.counts(udp, "192.168.7.11:8080")).isEqualTo("0 0 0");
    assertThat(bed.later(2).ipvs.service(udp).orElseThrow().statistics().connections())
        .isEqualTo(4);
    assertThat(bed.send(Packets.udp("192.168.7.11:8080", "10.1.0.2:1001", new byte[4]))).isEmpty();
  }

  @Test
  void routesPastTheServersOfAMarkWhenNoneTakesIt() {
    PlaneBed bed = new PlaneBed().with(service("fwmark 7"));
    bed.plane.set(Sysctl.CACHE_BYPASS, 1);

    bed.send(Packets.tcp("10.1.0.2:1001", "10.77.0.1:80", TcpHeader.SYN, new byte[0]), 7);

    assertThat(bed.verdict().kind()).isEqualTo(Verdict.Kind.FORWARD);
    assertThat(bed.verdict().nextHopLow()).isEqualTo(0x0a4d0001L);
    assertThat(bed.connections()).hasSize(1);
  }
}
