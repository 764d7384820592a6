package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problems;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterServer;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Director;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.Netmask;
import dev.lvsd.model.Persistence;
import dev.lvsd.model.RealServerHost;
import dev.lvsd.model.SchedulerFlag;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a definition means. What is refused stands in {@link RefusalsTest}. */
class DefinitionReaderTest {
  private static final String HEAD =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: test}
      """;

  @Test
  void readsEveryKeyOfACluster() {
    Cluster cluster =
        read(
            """
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: shop}
            dataPlane: kernel
            management: exclusive
            director:
              connTabBits: 20            # or auto: from expectedConnections
              timeouts: {tcp: 15m, tcpFin: 2m, udp: 5m}
              sysctls: {expire_nodest_conn: 1}
              vipInterface: eth0         # where lvsd adds the VIPs, /32, and announces them
            services:
              - name: web
                listen: 203.0.113.10:80          # or "[2001:db8::1]:443", or fwmark: 7
                protocol: tcp
                scheduler: wrr
                forwarding: dr
                persistence: {timeout: 5m, netmask: 255.255.255.0}
                realServers:
                  - {name: a, address: 10.2.0.11, weight: 3}
                  - {name: b, address: 10.2.0.12, weight: 1, upperThreshold: 5000, lowerThreshold: 4000}
            realServerHosts:
              - {address: 10.2.0.11, ssh: {user: ops, port: 22}}
            """);

    assertThat(cluster)
        .isEqualTo(
            new Cluster(
                "shop",
                Cluster.DataPlaneChoice.KERNEL,
                Cluster.Management.EXCLUSIVE,
                new Director(
                    OptionalInt.of(20),
                    OptionalLong.empty(),
                    new Timeouts(900, 120, 300),
                    Map.of("expire_nodest_conn", "1"),
                    Optional.of("eth0"),
                    Announcing.DEFAULT,
                    List.of(),
                    List.of()),
                List.of(
                    new ClusterService(
                        "web",
                        ServiceSpec.of(ServiceKeys.parse("tcp 203.0.113.10:80"), SchedulerName.WRR)
                            .withPersistence(
                                new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24))),
                        List.of(
                            new ClusterServer(
                                "a",
                                ServerSpec.of(server("10.2.0.11", 80), ForwardingMethod.DR, 3)),
                            new ClusterServer(
                                "b",
                                ServerSpec.of(server("10.2.0.12", 80), ForwardingMethod.DR, 1)
                                    .withThresholds(5000, 4000))))),
                List.of(
                    new RealServerHost(
                        Addresses.parse("10.2.0.11"),
                        Optional.empty(),
                        Optional.of("ops"),
                        OptionalInt.of(22)))));
  }

  @Test
  void fillsInWhatIsMissing() {
    Cluster cluster =
        read(
            HEAD
                + """
                services:
                  - name: web
                    listen: 10.0.0.1:80
                    forwarding: tunnel
                    realServers:
                      - address: 10.2.0.11
                """);

    assertThat(cluster.dataPlane()).isEqualTo(Cluster.DataPlaneChoice.AUTO);
    assertThat(cluster.management()).isEqualTo(Cluster.Management.SHARED);
    assertThat(cluster.director()).isEqualTo(Director.UNSPECIFIED);
    ClusterService service = cluster.services().get(0);
    assertThat(service.spec())
        .isEqualTo(ServiceSpec.of(ServiceKeys.parse("tcp 10.0.0.1:80"), SchedulerName.WLC));
    assertThat(service.servers())
        .containsExactly(
            new ClusterServer(
                "10.2.0.11:80",
                ServerSpec.of(server("10.2.0.11", 80), ForwardingMethod.TUNNEL, 1)));
  }

  @Test
  void persistenceWithoutKeysIsFiveMinutesForEachAddress() {
    ClusterService four = service("listen: 10.0.0.1:0\n    persistence: {}", "10.2.0.11");
    ClusterService six =
        service("fwmark: 7\n    family: ipv6\n    persistence: {}", "'2001:db8::2'");

    assertThat(four.spec().persistence())
        .contains(new Persistence(300, Netmask.full(AddressFamily.IPV4)));
    assertThat(six.spec().persistence())
        .contains(new Persistence(300, Netmask.full(AddressFamily.IPV6)));
  }

  @Test
  void readsSettingsOfSpecialServices() {
    ClusterService sip =
        service(
            "listen: 10.0.0.1:5060\n    protocol: udp\n    onePacket: true\n"
                + "    persistence: {engine: sip}",
            "10.2.0.11");
    ClusterService hashed =
        service("fwmark: 7\n    scheduler: mh\n    schedulerFlags: [port, fallback]", "10.2.0.11");

    assertThat(sip.spec().onePacket()).isTrue();
    assertThat(sip.spec().persistenceEngine()).contains("sip");
    assertThat(hashed.spec().key()).hasToString("fwmark 7");
    assertThat(hashed.spec().schedulerFlags())
        .isEqualTo(Set.of(SchedulerFlag.FALLBACK, SchedulerFlag.PORT));
    assertThat(hashed.servers().get(0).spec().key().port()).isZero();
  }

  @Test
  void aServersOwnForwardingAndTunnelComeBeforeTheServices() {
    Cluster cluster =
        read(
            HEAD
                + """
                services:
                  - name: web
                    listen: 10.0.0.1:80
                    forwarding: nat
                    tunnel: {type: gre, checksum: full}
                    realServers:
                      - {address: 10.2.0.11, port: 8080}
                      - {address: 10.2.0.12, forwarding: tunnel}
                      - {address: 10.2.0.13, forwarding: tunnel, tunnel: {type: gue, port: 6080}}
                      - {address: "2001:db8::14", forwarding: tunnel, tunnel: {}}
                """);

    assertThat(cluster.services().get(0).servers().stream().map(s -> s.spec().tunnel()))
        .containsExactly(
            Optional.empty(),
            Optional.of(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL)),
            Optional.of(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.NONE)),
            Optional.of(Tunnel.IPIP));
    assertThat(cluster.services().get(0).servers().get(0).spec().key().port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "300, 300",
    "'\"300\"', 300",
    "90s, 90",
    "15m, 900",
    "1h30m, 5400",
    "1d, 86400",
    "2147483, 2147483",
    "24d20h31m23s, 2147483",
    "0m1s, 1"
  })
  void readsTimes(String written, int seconds) {
    Cluster cluster =
        read(HEAD + "services: []\ndirector: {timeouts: {udp: %s}}\n".formatted(written));

    assertThat(cluster.director().timeouts()).isEqualTo(new Timeouts(0, 0, seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "255.255.255.0, 10.2.0.11, 255.255.255.0",
    "/24, 10.2.0.11, 255.255.255.0",
    "24, 10.2.0.11, 255.255.255.0",
    "/0, 10.2.0.11, 0.0.0.0",
    "0.0.0.0, 10.2.0.11, 0.0.0.0",
    "255.255.255.255, 10.2.0.11, 255.255.255.255",
    "/64, '2001:db8::2', 64",
    "128, '2001:db8::2', 128",
  })
  void readsNetmasks(String written, String server, String netmask) {
    String family = server.contains(":") ? "ipv6" : "ipv4";
    ClusterService service =
        service(
            "fwmark: 1\n    family: %s\n    persistence: {netmask: %s}".formatted(family, written),
            "\"" + server + "\"");

    assertThat(service.spec().persistence().map(p -> p.netmask().toString())).contains(netmask);
  }

  @Test
  void wordsOfYaml11StayWords() {
    Cluster cluster =
        read(
            """
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: on}
            director: {sysctls: {sync_threshold: 3 50, n.o: off, a.x: 0123, a.y: 1:30, a.z: 2026-11-20}}
            services:
              - {name: 0123, listen: 10.0.0.1:80, forwarding: nat, realServers: [{name: yes, address: 10.0.0.2}]}
            """);

    assertThat(cluster.name()).isEqualTo("on");
    assertThat(cluster.director().sysctls())
        .containsExactly(
            Map.entry("sync_threshold", "3 50"),
            Map.entry("n.o", "off"),
            Map.entry("a.x", "0123"),
            Map.entry("a.y", "1:30"),
            Map.entry("a.z", "2026-11-20"));
    assertThat(cluster.services().get(0).name()).isEqualTo("0123");
    assertThat(cluster.services().get(0).servers().get(0).name()).isEqualTo("yes");
  }

  @Test
  void anAliasRepeatsWhatItsAnchorNames() {
    Cluster cluster =
        read(
            HEAD
                + """
                services:
                  - {name: a, listen: 10.0.0.1:80, forwarding: dr, realServers: &pool [{address: 10.0.0.2}]}
                  - {name: b, listen: 10.0.0.1:443, forwarding: dr, realServers: *pool}
                """);

    assertThat(cluster.services().get(1).servers().get(0).spec().key()).hasToString("10.0.0.2:443");
  }

  @Test
  void theTableSizeCanFollowTheExpectedConnections() {
    Cluster cluster =
        read(HEAD + "services: []\ndirector: {connTabBits: auto, expectedConnections: 500000}\n");

    assertThat(cluster.director().connTabBits()).isEmpty();
    assertThat(cluster.director().expectedConnections()).hasValue(500_000);
  }

  private static ClusterService service(String settings, String server) {
    return read(HEAD
            + """
                services:
                  - name: web
                    %s
                    forwarding: nat
                    realServers: [{address: %s}]
                """
                .formatted(settings, server))
        .services()
        .get(0);
  }

  private static ServerKey server(String address, int port) {
    return new ServerKey(Addresses.parse(address), port);
  }

  private static Cluster read(String yaml) {
    Problems problems = new Problems();
    Optional<Definition> definition =
        new DefinitionReader(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .read(List.of(Path.of("-")), problems);
    assertThat(problems.all()).isEmpty();
    return definition.orElseThrow().clusters().get(0);
  }
}
