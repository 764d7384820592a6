package dev.lvsd.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.SysctlName;
import dev.lvsd.model.TableGeometry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysctlRulesTest {
  private static final Uses NAT = uses(AddressFamily.IPV4, ForwardingMethod.NAT);
  private static final Uses DR = uses(AddressFamily.IPV4, ForwardingMethod.DR);

  private static Uses uses(AddressFamily family, ForwardingMethod forwarding) {
    return new Uses(
        Set.of(new Uses.Flow(family, forwarding)),
        false,
        false,
        false,
        false,
        Set.of(),
        OptionalLong.of(100_000));
  }

  private static Uses persistent() {
    return new Uses(
        DR.flows(), true, false, false, false, Set.of("eth0.100"), OptionalLong.empty());
  }

  static KernelFacts facts(long drops) {
    return new KernelFacts(
        "6.12.101",
        TableGeometry.of(new KernelRelease(6, 12, 101), 1 << 20),
        Optional.empty(),
        "",
        List.of(),
        drops);
  }

  private static Optional<SysctlAdvice> judge(Uses uses, String name, String value) {
    return SysctlRules.judge(uses, Map.of(name, value), facts(0)).stream()
        .filter(advice -> advice.name().equals(name))
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "net.ipv4.ip_forward, 0, PROBLEM",
    "net.ipv4.ip_forward, 1, OK",
    "net.ipv4.conf.all.rp_filter, 1, CONSIDER",
    "net.ipv4.conf.all.rp_filter, 2, OK",
    "net.ipv4.conf.all.arp_ignore, 8, PROBLEM",
    "net.ipv4.conf.all.send_redirects, 1, CONSIDER",
    "net.ipv4.vs.expire_nodest_conn, 0, CONSIDER",
    "net.ipv4.vs.run_estimation, 0, PROBLEM",
    "net.ipv4.vs.conn_max, 99999, PROBLEM",
    "net.ipv4.vs.conn_max, 100000, OK",
    "net.ipv4.vs.conn_lfactor, 2, CONSIDER",
    "net.ipv4.vs.conn_lfactor, -4, OK",
    "net.ipv4.vs.drop_entry, 2, OK",
    "net.ipv4.vs.drop_packet, 3, CONSIDER",
    "net.ipv4.tcp_synack_retries, 5, OK",
    "net.ipv4.tcp_synack_retries, 9, CONSIDER",
  })
  void judgesADirectorByNat(String name, String value, Verdict verdict) {
    assertThat(judge(NAT, name, value)).get().extracting(SysctlAdvice::verdict).isEqualTo(verdict);
  }

  @Test
  void wantsForwardingForNatOnly() {
    assertThat(judge(DR, "net.ipv4.ip_forward", "0"))
        .get()
        .satisfies(
            advice -> {
              assertThat(advice.verdict()).isEqualTo(Verdict.OK);
              assertThat(advice.reason()).contains("dr and tunnel work without it");
            });
    assertThat(judge(DR, "net.ipv6.conf.all.forwarding", "0")).isEmpty();
    Uses nat6 = uses(AddressFamily.IPV6, ForwardingMethod.NAT);
    assertThat(judge(nat6, "net.ipv6.conf.all.forwarding", "0"))
        .get()
        .extracting(SysctlAdvice::verdict)
        .isEqualTo(Verdict.PROBLEM);
  }

  @Test
  void looksAtTemplatesOnlyWhereServicesArePersistent() {
    String name = "net.ipv4.vs.expire_quiescent_template";
    assertThat(judge(DR, name, "0")).isEmpty();
    assertThat(judge(persistent(), name, "0"))
        .get()
        .extracting(SysctlAdvice::verdict)
        .isEqualTo(Verdict.CONSIDER);
  }

  @Test
  void looksAtTheInterfaceOfTheVips() {
    assertThat(SysctlRules.names(persistent())).contains("net.ipv4.conf.eth0/100.rp_filter");
  }

  @Test
  void goesByMeasuredDropsOfTheBacklog() {
    Map<String, String> values = Map.of("net.core.netdev_max_backlog", "1000");
    assertThat(SysctlRules.judge(DR, values, facts(0)))
        .filteredOn(advice -> advice.name().equals("net.core.netdev_max_backlog"))
        .extracting(SysctlAdvice::verdict)
        .containsExactly(Verdict.OK);
    assertThat(SysctlRules.judge(DR, values, facts(7)))
        .filteredOn(advice -> advice.name().equals("net.core.netdev_max_backlog"))
        .extracting(SysctlAdvice::verdict)
        .containsExactly(Verdict.CONSIDER);
  }

  @Test
  void countsEntriesOfNetfilterOnlyWhereItTracks() {
    Map<String, String> untracked =
        Map.of("net.netfilter.nf_conntrack_max", "5", "net.ipv4.vs.conntrack", "0");
    Map<String, String> tracked =
        Map.of("net.netfilter.nf_conntrack_max", "5", "net.ipv4.vs.conntrack", "1");
    assertThat(SysctlRules.judge(NAT, untracked, facts(0)))
        .noneMatch(advice -> advice.name().contains("netfilter"));
    assertThat(SysctlRules.judge(NAT, tracked, facts(0)))
        .filteredOn(advice -> advice.name().contains("netfilter"))
        .extracting(SysctlAdvice::verdict)
        .containsExactly(Verdict.PROBLEM);
  }

  @Test
  void leavesOutWhatAKernelDoesNotHaveAndNamesWhatItDoesNotShow() {
    List<SysctlAdvice> nothing = SysctlRules.judge(NAT, Map.of(), facts(0));
    assertThat(nothing).extracting(SysctlAdvice::verdict).containsOnly(Verdict.UNKNOWN);
    assertThat(nothing)
        .extracting(SysctlAdvice::name)
        .contains("net.ipv4.vs.run_estimation")
        .doesNotContain("net.ipv4.vs.conn_max", "net.ipv4.vs.est_cpulist");
  }

  @Test
  void namesOnlySettingsThatLvsdKnows() {
    assertThat(SysctlRules.names(persistent()))
        .map(SysctlName::parse)
        .filteredOn(SysctlName::isIpvs)
        .allMatch(name -> IpvsSysctl.find(name.leaf()).isPresent());
  }
}
