package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a definition says of its director, with ip(8), sysctl files and ipvsadm as witnesses.
 *
 * <pre>
 *   one namespace:  eth0 10.9.0.1/24 (dummy)    files of lvsd in a directory of the test
 * </pre>
 */
class DirectorHostIT {
  private static final String DEFINITION =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      director:
        sysctls: {expire_nodest_conn: 1, sync_threshold: 4 60, net.ipv4.ip_forward: 1}
        vipInterface: eth0
        announce: {count: 1}
        syncDaemons: [{role: backup, interface: eth0, syncId: 7}]
      services:
        - name: web
          listen: 10.9.0.100:80
          forwarding: dr
          realServers: [{address: 10.9.0.11}]
        - name: web6
          listen: "[fd09::100]:80"
          forwarding: dr
          realServers: [{address: "fd09::11"}]
      """;

  private static final String NOTHING =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services: []
      """;

  private Namespace namespace;
  private Director director;

  @BeforeEach
  void build() {
    namespace = Namespace.create("director");
    namespace.ip("link add eth0 type dummy", "addr add 10.9.0.1/24 dev eth0", "link set eth0 up");
    director = Director.in(namespace);
  }

  @AfterEach
  void remove() {
    director.apply(NOTHING);
    director.close();
    namespace.close();
  }

  private String sysctl(String name) {
    return namespace.program("cat", "/proc/sys/" + name).mustSucceed().strip().replace('\t', ' ');
  }

  private String addresses() {
    return namespace.program("ip", "-o", "addr", "show", "dev", "eth0").mustSucceed();
  }

  private String daemons() {
    return namespace.program("ipvsadm", "-L", "--daemon").mustSucceed();
  }

  @Test
  void makesAFreshDirectorAsDefinedAndPutsEverythingBack() throws IOException {
    String forwardBefore = sysctl("net/ipv4/ip_forward");
    ApplyReport report = director.apply(DEFINITION);
    assertThat(report.outcomes()).as("%s", report).noneMatch(o -> report.hasFailures());
    assertThat(report.warnings()).isEmpty();

    assertThat(sysctl("net/ipv4/vs/expire_nodest_conn")).isEqualTo("1");
    assertThat(sysctl("net/ipv4/vs/sync_threshold")).isEqualTo("4 60");
    assertThat(sysctl("net/ipv4/ip_forward")).isEqualTo("1");
    assertThat(Files.readString(director.configuration().resolve("sysctl.d/90-lvsd.conf")))
        .contains("net.ipv4.vs.sync_threshold = 4 60");
    assertThat(addresses()).contains("inet 10.9.0.100/32", "inet6 fd09::100/128");
    assertThat(addresses()).doesNotContain("tentative");
    assertThat(daemons()).contains("backup sync daemon").contains("eth0").contains("syncid=7");
    assertThat(director.plan(DEFINITION).changes()).isEmpty();

    assertThat(director.apply(NOTHING).hasFailures()).isFalse();
    assertThat(sysctl("net/ipv4/vs/expire_nodest_conn")).isEqualTo("0");
    assertThat(sysctl("net/ipv4/vs/sync_threshold")).isEqualTo("3 50");
    assertThat(sysctl("net/ipv4/ip_forward")).isEqualTo(forwardBefore);
    assertThat(director.configuration().resolve("sysctl.d/90-lvsd.conf")).doesNotExist();
    assertThat(addresses()).doesNotContain("10.9.0.100", "fd09::100").contains("10.9.0.1/24");
    assertThat(daemons()).doesNotContain("sync daemon");
    assertThat(director.plan(NOTHING).changes()).isEmpty();
  }

  @Test
  void repairsWhatChangedBehindItsBack() {
    director.apply(DEFINITION);
    namespace.ip("addr del 10.9.0.100/32 dev eth0");
    namespace
        .program("sh", "-c", "echo 0 > /proc/sys/net/ipv4/vs/expire_nodest_conn")
        .mustSucceed();
    namespace.program("ipvsadm", "--stop-daemon", "backup").mustSucceed();

    assertThat(director.plan(DEFINITION).changes().stream().map(Change::getClass))
        .containsExactlyInAnyOrder(
            HostChange.SetSysctl.class, HostChange.AddVip.class, HostChange.StartSyncDaemon.class);
    assertThat(director.apply(DEFINITION).hasFailures()).isFalse();
    assertThat(addresses()).contains("10.9.0.100/32");
    assertThat(sysctl("net/ipv4/vs/expire_nodest_conn")).isEqualTo("1");
    assertThat(daemons()).contains("backup sync daemon");
  }

  @Test
  void leavesAnAddressAloneThatWasThereBefore() {
    namespace.ip("addr add 10.9.0.100/24 dev eth0");
    assertThat(director.plan(DEFINITION).notes())
        .contains(
            "address 10.9.0.100/32 on eth0 is not added: there is 10.9.0.100/24 on eth0 already");
    director.apply(DEFINITION);
    director.apply(NOTHING);
    assertThat(addresses()).contains("10.9.0.100/24").doesNotContain("fd09::100");
  }
}
