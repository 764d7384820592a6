package dev.lvsd.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Protocol;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final Claim WEB = Machine.dr("shop", "10.1.0.100");
  private static final InetAddress RIP = Addresses.parse("10.1.0.11");
  private static final InetAddress DIRECTOR = Addresses.parse("10.1.0.1");

  private final Machine machine = new Machine();

  @Test
  void findsNothingWrongWithWhatApplyLeaves() {
    prepare(WEB);
    assertThat(findings(WEB)).isEmpty();
  }

  @Test
  void judgesByWhatIsEffectiveWhoeverLoweredAll() {
    prepare(WEB);
    machine.settings.put("all/arp_ignore", 0);
    assertThat(findings(WEB))
        .singleElement()
        .asString()
        .contains("answers ARP for 10.1.0.100 on eth0: arp_ignore is 0 (all 0, eth0 0)");
    machine.settings.put("eth0/arp_ignore", 1);
    assertThat(findings(WEB)).isEmpty();
  }

  @Test
  void findsTheAddressMissingOrOnTheLanOrTooWide() {
    prepare(WEB);
    machine.addresses.remove("lo inet 10.1.0.100/32");
    assertThat(findings(WEB)).singleElement().asString().contains("10.1.0.100 is missing on lo");
    machine.addresses.add("lo inet 10.1.0.100/24");
    assertThat(findings(WEB)).singleElement().asString().contains("has the prefix /24 on lo");
    machine.addresses.remove("lo inet 10.1.0.100/24");
    machine.addresses.add("eth0 inet 10.1.0.100/24");
    assertThat(findings(WEB)).singleElement().asString().contains("nothing silences it");
  }

  @Test
  void findsThatTheReversePathFilterDropsWhatATunnelBrings() {
    Claim claim = Machine.tunnel("shop", "10.1.0.100", Tunnel.Type.IPIP, 0);
    prepare(claim);
    machine.settings.put("lvsd-ipip/rp_filter", 0);
    assertThat(findings(claim)).isEmpty();
    machine.settings.put("all/rp_filter", 1);
    assertThat(findings(claim))
        .singleElement()
        .asString()
        .contains("rp_filter drops what comes out of lvsd-ipip: it is 1 (all 1, lvsd-ipip 0)");
  }

  @Test
  void advisesASegmentThatFitsIntoTheTunnel() {
    Claim claim = Machine.tunnel("shop", "10.1.0.100", Tunnel.Type.GUE, 6080);
    prepare(claim);
    machine.rest = "lvsd part route4\ndefault via 10.1.0.1 dev eth0\n";
    assertThat(findings(claim))
        .singleElement()
        .asString()
        .contains(
            "ADVICE", "adds 32 bytes", "ip route change default via 10.1.0.1 dev eth0 advmss 1428");
    machine.rest = "lvsd part route4\ndefault via 10.1.0.1 dev eth0 advmss 1428\n";
    assertThat(findings(claim)).isEmpty();
  }

  @Test
  void findsThatNothingListens() {
    Served web = new Served("web", RIP, ForwardingMethod.DR, Protocol.TCP, WEB.vip(), 80);
    assertThat(ServiceInspection.of(machine.facts(), List.of(web), Set.of()).toString())
        .contains("nothing listens on tcp 10.1.0.100:80; start");
    listen("0B00010A:0050");
    assertThat(ServiceInspection.of(machine.facts(), List.of(web), Set.of()).toString())
        .contains("only on 10.1.0.11");
    listen("00000000:0050");
    assertThat(ServiceInspection.of(machine.facts(), List.of(web), Set.of())).isEmpty();
  }

  @Test
  void findsThatAnswersOfNatGoPastTheDirector() {
    Served web = new Served("web", RIP, ForwardingMethod.NAT, Protocol.TCP, RIP, 0);
    machine.rest = "lvsd part route4\ndefault via 10.1.0.254 dev eth0\n";
    assertThat(ServiceInspection.of(machine.facts(), List.of(web), Set.of(DIRECTOR)).toString())
        .contains("its default route leads to 10.1.0.254");
    machine.rest = "lvsd part route4\ndefault via 10.1.0.1 dev eth0\n";
    assertThat(ServiceInspection.of(machine.facts(), List.of(web), Set.of(DIRECTOR))).isEmpty();
  }

  @Test
  void findsThatARestartWouldUndoIt() {
    prepare(WEB);
    machine.files.put(BootFiles.PROGRAM, "#!/bin/sh\n" + HostFile.MARK + "\n");
    assertThat(findings(WEB))
        .singleElement()
        .asString()
        .contains("does not survive a restart: missing or changed: /var/lib/lvsd-rs/boot");
  }

  private void listen(String address) {
    machine.rest =
        "lvsd part tcp\n/proc/net/tcp:   0: %s 00000000:0000 0A 00000000:00000000 00:0 0\n"
            .formatted(address);
  }

  private void prepare(Claim claim) {
    machine.run(ServerPlanner.plan(machine.facts(), Set.of("shop"), List.of(claim)).steps());
  }

  private List<Finding> findings(Claim claim) {
    return Inspection.of(machine.facts(), List.of(claim), List.of(), Set.of());
  }
}
