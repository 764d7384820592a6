package dev.lvsd.remote;

import static dev.lvsd.remote.Machine.claims;
import static dev.lvsd.remote.Machine.dr;
import static dev.lvsd.remote.Machine.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Tunnel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerPlannerTest {
  private static final Claim WEB = dr("shop", "10.1.0.100");
  private static final Claim WEB6 = dr("shop", "fd01::100");
  private static final Claim OTHER = dr("blog", "10.1.0.100");

  private final Machine machine = new Machine();

  @Test
  void silencesTheMachineBeforeItGetsTheAddress() {
    assertThat(plan("shop", claims(WEB)).texts())
        .startsWith(
            "set net.ipv4.conf.all.arp_ignore from 0 to 1",
            "set net.ipv4.conf.all.arp_announce from 0 to 2",
            "set net.ipv4.conf.lo.arp_ignore from 0 to 1",
            "set net.ipv4.conf.lo.arp_announce from 0 to 2",
            "add 10.1.0.100/32 to lo");
  }

  @Test
  void remembersBeforeItActs() {
    ServerPlan plan = plan("shop", claims(WEB));
    assertThat(plan.steps().get(0)).isInstanceOf(ServerStep.WriteManifest.class);
    assertThat(((ServerStep.WriteManifest) plan.steps().get(0)).manifest().write())
        .isEqualTo(
            """
            lvsd-rs 1
            claim shop 10.1.0.100 10.1.0.11 dr
            sysctl all arp_ignore 0 1
            sysctl all arp_announce 0 2
            sysctl lo arp_ignore 0 1
            sysctl lo arp_announce 0 2
            address 10.1.0.100 lo added
            end
            """);
  }

  @Test
  void needsNoSilenceForIpv6() {
    assertThat(plan("shop", claims(WEB6)).texts())
        .contains("add fd01::100/128 to lo")
        .noneMatch(text -> text.contains("arp"));
  }

  @Test
  void findsNothingToDoTheSecondTime() {
    apply("shop", claims(WEB, WEB6, tunnel("shop", "10.1.0.101", Tunnel.Type.GUE, 6080)));
    assertThat(
            plan("shop", claims(WEB, WEB6, tunnel("shop", "10.1.0.101", Tunnel.Type.GUE, 6080)))
                .steps())
        .isEmpty();
  }

  @Test
  void takesEverythingBack() {
    String before = machine.state();
    apply("shop", claims(WEB, WEB6, tunnel("shop", "10.1.0.101", Tunnel.Type.GUE, 6080)));
    apply("shop", claims());
    assertThat(machine.state()).isEqualTo(before);
  }

  @Test
  void leavesWhatAnotherClusterNeedsUntilThatGoesToo() {
    String before = machine.state();
    apply("shop", claims(WEB, WEB6));
    apply("blog", claims(OTHER));
    apply("shop", claims());
    assertThat(machine.addresses)
        .contains("lo inet 10.1.0.100/32")
        .doesNotContain("lo inet6 fd01::100/128");
    assertThat(machine.isLoud()).isFalse();
    apply("blog", claims());
    assertThat(machine.state()).isEqualTo(before);
  }

  @Test
  void leavesWhatWasThereBeforeIt() {
    machine.settings.put("all/arp_ignore", 2);
    machine.addresses.add("lo inet 10.1.0.100/32");
    String before = machine.state();
    apply("shop", claims(WEB));
    assertThat(machine.settings).containsEntry("all/arp_ignore", 2);
    apply("shop", claims());
    assertThat(machine.state()).isEqualTo(before);
  }

  @Test
  void leavesAndTellsWhatSomebodySetAfterIt() {
    apply("shop", claims(WEB));
    machine.settings.put("all/arp_announce", 1);
    ServerPlan plan = plan("shop", claims());
    assertThat(plan.texts()).noneMatch(text -> text.contains("all.arp_announce"));
    assertThat(plan.notes())
        .containsExactly("net.ipv4.conf.all.arp_announce is left at 1: somebody set it after lvsd");
  }

  @Test
  void raisesAgainWhatSomebodyLoweredAndStillKnowsWhatWasFirst() {
    String before = machine.state();
    apply("shop", claims(WEB));
    machine.settings.put("all/arp_ignore", 0);
    assertThat(plan("shop", claims(WEB)).texts())
        .containsExactly("set net.ipv4.conf.all.arp_ignore from 0 to 1");
    apply("shop", claims(WEB));
    apply("shop", claims());
    assertThat(machine.state()).isEqualTo(before);
  }

  @Test
  void silencesAnInterfaceWhoseOwnValueSpoilsThatOfAll() {
    machine.settings.put("eth0/arp_ignore", 3);
    assertThat(plan("shop", claims(WEB)).texts())
        .contains("set net.ipv4.conf.eth0.arp_ignore from 3 to 1");
  }

  @Test
  void preparesTheEndOfEachKindOfTunnel() {
    assertThat(plan("shop", claims(tunnel("shop", "10.1.0.100", Tunnel.Type.GUE, 6080))).texts())
        .containsSubsequence(
            "open udp port 6080 for gue",
            "make tunnel interface lvsd-ipip (local 10.1.0.11)",
            "bring up lvsd-ipip with rp_filter 2",
            "add 10.1.0.100/32 to lvsd-ipip");
    assertThat(plan("shop", claims(tunnel("shop", "fd01::100", Tunnel.Type.IPIP, 0))).texts())
        .contains("make tunnel interface lvsd-sit (local 10.1.0.11)");
    assertThat(plan("shop", claims(tunnel("shop", "fd01::100", Tunnel.Type.GRE, 0))).texts())
        .contains("make tunnel interface lvsd-gre (local 10.1.0.11)");
  }

  @Test
  void touchesNothingWhenTheAddressIsOnTheLan() {
    machine.addresses.add("eth0 inet 10.1.0.100/24");
    ServerPlan plan = plan("shop", claims(WEB));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.obstacles())
        .containsExactly(
            "10.1.0.100 is an address of eth0, where it is answered for whatever is set; remove it;"
                + " there: ip address del 10.1.0.100/24 dev eth0");
  }

  @Test
  void touchesNothingWhenTheAddressHasAShortPrefix() {
    machine.addresses.add("lo inet 10.1.0.100/24");
    assertThat(plan("shop", claims(WEB)).obstacles()).hasSize(1);
  }

  @Test
  void overwritesNobodyElsesFile() {
    machine.files.put(BootFiles.SYSCTL, "net.ipv4.ip_forward = 1\n");
    assertThat(plan("shop", claims(WEB)).obstacles())
        .containsExactly(BootFiles.SYSCTL + " is there and is not lvsd's; move it away");
  }

  @Test
  void touchesNothingWhenItsMemoryIsDamaged() {
    machine.files.put(Manifest.PATH, "lvsd-rs 1\nclaim sh");
    assertThat(plan("shop", claims(WEB)).obstacles())
        .containsExactly("/var/lib/lvsd-rs/manifest cannot be used: its end is missing");
  }

  @Test
  void asksForIproute2WhereBusyboxHasNoSuchTunnel() {
    machine.ip = "other";
    assertThat(plan("shop", claims(tunnel("shop", "10.1.0.100", Tunnel.Type.IPIP, 0))).obstacles())
        .isEmpty();
    assertThat(plan("shop", claims(tunnel("shop", "10.1.0.100", Tunnel.Type.GUE, 1))).obstacles())
        .hasSize(1);
  }

  @Test
  void refusesTwoTunnelsThatOneInterfaceCannotEnd() {
    Claim checked =
        new Claim(
            "shop",
            WEB.vip(),
            WEB.server(),
            java.util.Optional.of(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL)));
    assertThat(
            plan("shop", claims(checked, tunnel("shop", "10.1.0.101", Tunnel.Type.GRE, 0)))
                .obstacles())
        .hasSize(1);
  }

  private ServerPlan plan(String cluster, Collection<Claim> wanted) {
    return ServerPlanner.plan(machine.facts(), Set.of(cluster), wanted);
  }

  private void apply(String cluster, List<Claim> wanted) {
    machine.run(plan(cluster, wanted).steps());
  }
}
