package dev.lvsd.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.FakeHost;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.PlaneChoice;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaneLimitsTest {
  private static final PlaneChoice CHOICE =
      new PlaneChoice(PlaneChoice.Kind.USERSPACE, "this kernel has no ip_vs");

  private static Definition definition(String director, String ofService) {
    String text =
        """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        director: {%s}
        services:
          - name: sip
            listen: 203.0.113.10:5060
            protocol: udp
            forwarding: nat
            persistence: {timeout: 5m%s}
            realServers:
              - {address: 10.2.0.11}
        """
            .formatted(director, ofService);
    Problems problems = new Problems();
    return DefinitionReader.readTexts(Map.of("shop.yaml", text), problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.all().toString()));
  }

  @Test
  void takesWhatThePlaneCanDo() {
    Definition definition =
        definition("sysctls: {conn_reuse_mode: 0, net.ipv4.ip_forward: 1}, connTabBits: 14", "");
    assertThatCode(() -> PlaneLimits.require(definition, CHOICE)).doesNotThrowAnyException();
  }

  @Test
  void refusesAtOnceWithEverythingThatItCannotDo() {
    Definition definition =
        definition(
            "sysctls: {conntrack: 1, drop_packet: 3}, syncDaemons: [{role: master, interface: eth0}]",
            ", engine: sip");
    assertThatThrownBy(() -> PlaneLimits.require(definition, CHOICE))
        .isInstanceOfSatisfying(
            LvsdException.class, e -> assertThat(e.blame()).isEqualTo(Blame.USER))
        .hasMessageStartingWith(
            "forwarding is for the Java plane, because this kernel has no ip_vs; it cannot do")
        .hasMessageContainingAll(
            "cluster shop, sysctls conntrack, drop_packet have no effect there (it has"
                + " cache_bypass, conn_reuse_mode, ",
            "syncDaemons",
            "service sip: it has no persistence engine sip",
            "nothing was changed");
  }

  @Test
  void saysWhatKeepsPacketsFromThePlane() {
    FakeHost machine = new FakeHost();
    machine.addAddress(InterfaceAddress.parse("203.0.113.10/24 on eth0"));
    machine.addAddress(InterfaceAddress.parse("203.0.113.10/32 on lvsd0"));
    HostState state = machine.look(new HostQuestion(Set.of(), Set.of(PlaneLimits.FORWARD)));

    assertThat(PlaneLimits.notes(definition("", ""), state, "lvsd0"))
        .containsExactly(
            "net.ipv4.ip_forward is 0, and the Java plane needs 1: set it in director.sysctls",
            "203.0.113.10 is an address of this host, on eth0, so its packets do not reach the Java"
                + " plane: remove it there, and name that interface in director.vipInterface");
    assertThat(
            PlaneLimits.notes(definition("sysctls: {net.ipv4.ip_forward: 1}", ""), state, "lvsd0"))
        .hasSize(1);
  }
}
