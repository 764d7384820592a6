package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Problems;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostWantsTest {
  private static HostWants of(String director, String services) {
    Problems problems = new Problems();
    String text =
        """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        director: {%s}
        services:
        %s
        """
            .formatted(director, services);
    return HostWants.of(
        DefinitionReader.readTexts(Map.of("test", text), problems)
            .orElseThrow(() -> new AssertionError(problems.all())));
  }

  private static String service(String name, String listen, String more) {
    return "  - {name: "
        + name
        + ", listen: \""
        + listen
        + "\", "
        + more
        + ", realServers: [{address: 10.2.0.1, port: 21}]}";
  }

  private static IpvsModule module(boolean growing) {
    return new IpvsModule(
        ModulePresence.LOADED, OptionalInt.of(12), growing, 8, 22, OptionalInt.empty(), List.of());
  }

  @Test
  void needsTheSchedulersThatServicesName() {
    HostWants wants = of("", service("web", "10.1.0.100:80", "scheduler: mh, forwarding: nat"));
    assertThat(wants.modules()).containsOnlyKeys("ip_vs", "ip_vs_mh");
    assertThat(wants.modules()).containsEntry("ip_vs_mh", "scheduler mh of service web");
  }

  @Test
  void needsTheHelperOfFtpByNatAndOnlyThen() {
    String ftp = "scheduler: rr, persistence: {timeout: 300}, forwarding: ";
    assertThat(of("", service("ftp", "10.1.0.100:21", ftp + "nat")).modules())
        .containsKey("ip_vs_ftp");
    assertThat(of("", service("ftp", "10.1.0.100:21", ftp + "dr")).modules())
        .doesNotContainKey("ip_vs_ftp");
    assertThat(of("", service("web", "10.1.0.100:80", ftp + "nat")).modules())
        .doesNotContainKey("ip_vs_ftp");
  }

  @Test
  void wantsEachVipOnceOnTheInterfaceThatIsNamed() {
    String nat = "scheduler: rr, forwarding: nat";
    String two = service("a", "10.1.0.100:80", nat) + "\n" + service("b", "10.1.0.100:81", nat);
    assertThat(of("vipInterface: eth0", two).vips().keySet())
        .containsExactly(InterfaceAddress.vip("eth0", Addresses.parse("10.1.0.100")));
    assertThat(of("", two).vips()).isEmpty();
  }

  @Test
  void writesSysctlsByTheirFullNames() {
    HostWants wants =
        of(
            "sysctls: {expire_nodest_conn: 1, net.ipv4.ip_forward: 1}",
            service("web", "10.1.0.100:80", "scheduler: rr, forwarding: nat"));
    assertThat(wants.sysctls())
        .isEqualTo(Map.of("net.ipv4.vs.expire_nodest_conn", "1", "net.ipv4.ip_forward", "1"));
  }

  @Test
  void asksForWhatItMayHaveToRestore() {
    HostWants wants = of("", service("web", "10.1.0.100:80", "scheduler: rr, forwarding: nat"));
    Managed managed =
        new Managed(Set.of(), Set.of(), Map.of("net.ipv4.ip_forward", "0"), false, Set.of());
    assertThat(wants.question(new Ownership(Map.of("shop", managed))).sysctls())
        .containsExactly("net.ipv4.ip_forward");
  }

  @ParameterizedTest
  @CsvSource({
    // connections, table of one size, table that grows, the same with one entry per bucket
    "1000, 12, 14, 12",
    "500000, 19, 22, 19",
    "100000, 17, 21, 17",
    "90000000, 22, 22, 22",
  })
  void sizesTheTableForConnectionsAsTheKernelKeepsThem(
      long connections, int fixed, int growing, int full) {
    HostWants wants =
        of(
            "connTabBits: auto, expectedConnections: " + connections,
            service("web", "10.1.0.100:80", "scheduler: rr, forwarding: nat"));
    assertThat(wants.question(Ownership.NONE).sysctls()).contains(TableWish.LOAD_FACTOR);
    assertThat(wants.connTabBits(module(false), Map.of())).hasValue(fixed);
    assertThat(wants.connTabBits(module(true), Map.of())).hasValue(growing);
    assertThat(wants.connTabBits(module(true), Map.of(TableWish.LOAD_FACTOR, "0"))).hasValue(full);
  }

  @Test
  void aLoadFactorThatIsDefinedCountsBeforeTheOneInForce() {
    HostWants wants =
        of(
            "connTabBits: auto, expectedConnections: 100000, sysctls: {conn_lfactor: -1}",
            service("web", "10.1.0.100:80", "scheduler: rr, forwarding: nat"));
    assertThat(wants.connTabBits(module(true), Map.of(TableWish.LOAD_FACTOR, "0"))).hasValue(18);
  }

  @Test
  void aSizeThatIsDefinedIsTheWishWhateverTheKernel() {
    HostWants wants =
        of("connTabBits: 20", service("web", "10.1.0.100:80", "scheduler: rr, forwarding: nat"));
    assertThat(wants.connTabBits(module(true), Map.of())).hasValue(20);
    assertThat(wants.question(Ownership.NONE).sysctls()).isEmpty();
  }
}
