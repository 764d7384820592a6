package dev.lvsd.it.kernel;

import static dev.lvsd.it.kernel.LvsdProcess.SOON;
import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsd.it.topology.Asker.Conversation;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A director whose packets {@code lvsd} forwards itself. No interface of it has the VIP as its own.
 *
 * <pre>
 *   client ──── 10.1.0.100:80 director: lvsd, lvsd0 ──┬── 10.2.0.11:8080 server1, weight 3
 *                                                     └── 10.2.0.12:8080 server2, weight 1
 * </pre>
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserspaceDaemonIT {
  private static final Map<String, Integer> THREE_TO_ONE = Map.of("server1", 6, "server2", 2);

  private NatTopology lab;
  private Director director;
  private LvsdProcess daemon;

  @BeforeAll
  void build() {
    Program.of("modprobe", "tun").mustSucceed();
    lab = NatTopology.create(2);
    lab.startServer(1, 8080);
    lab.startServer(2, 8080);
    lab.director()
        .ip(
            "address del " + NatTopology.VIP + "/32 dev front",
            "address del " + NatTopology.VIP6 + "/128 dev front");
    director = Director.in(lab.director());
    daemon = new LvsdProcess(lab.director(), director);
    daemon.start();
  }

  /** A plane that has just begun, whatever was done before. */
  @BeforeEach
  void serve() {
    daemon.ask("remove", "shop", "--now");
    daemon.ask("ipvsadm", "-C");
    await("no device").atMost(SOON).until(() -> !devices().contains("lvsd0"));
    succeed("apply", file("userspace"));
    assertThat(share()).isEqualTo(THREE_TO_ONE);
  }

  @AfterAll
  void remove() {
    daemon.close();
    director.close();
    lab.close();
  }

  private String file(String dataPlane) {
    return director
        .file(
            "shop.yaml",
            """
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: shop}
            dataPlane: %s
            director:
              vipInterface: front
              announce: {count: 1}
              timeouts: {tcpFin: 30s}
              sysctls: {expire_nodest_conn: 1}
            services:
              - name: web
                listen: 10.1.0.100:80
                scheduler: wrr
                forwarding: nat
                realServers:
                  - {name: a, address: 10.2.0.11, port: 8080, weight: 3}
                  - {name: b, address: 10.2.0.12, port: 8080, weight: 1}
            """
                .formatted(dataPlane))
        .toString();
  }

  /** Runs a command that has to succeed, and gives what it printed. */
  private String succeed(String... arguments) {
    LvsdProcess.Said said = daemon.ask(arguments);
    assertThat(said.exitCode()).as("%s: %s", List.of(arguments), said.text()).isZero();
    return said.text().substring(said.text().indexOf('\n') + 1);
  }

  private Map<String, Integer> share() {
    return lab.asker().shareTcp(vip(80), 8);
  }

  @Test
  void changesWeightsAndDrainsWithoutCuttingAConnection() {
    succeed("weight", "shop/web", "b", "3");
    assertThat(share()).isEqualTo(Map.of("server1", 4, "server2", 4));

    Conversation conversation = lab.asker().connect(vip(80));
    String served = conversation.ask();
    succeed("drain", "shop/web", served.equals("server1") ? "a" : "b", "--detach");

    assertThat(share()).doesNotContainKey(served).containsValue(8);
    assertThat(conversation.ask()).isEqualTo(served);
    assertThat(succeed("get", "connections", "--state", "ESTABLISHED"))
        .contains("10.1.0.2:" + conversation.localPort(), "10.1.0.100:80");
    conversation.abort();
    succeed("undrain", "shop/web", served.equals("server1") ? "a" : "b");
    succeed("weight", "shop/web", "b", "--reset");
  }

  @Test
  void repairsWhatOthersChange() {
    succeed("ipvsadm", "-d", "-t", "10.1.0.100:80", "-r", "10.2.0.12:8080");
    lab.director().ip("neighbour del proxy 10.1.0.100 dev front");

    await("repaired").atMost(SOON).until(() -> daemon.ask("events").text().contains("missing"));
    await("the VIP").atMost(SOON).until(() -> proxies().contains("10.1.0.100"));
    assertThat(share()).isEqualTo(THREE_TO_ONE);
    assertThat(succeed("plan", file("userspace"))).contains("No changes");
  }

  private String proxies() {
    return lab.director().program("ip", "neighbour", "show", "proxy").mustSucceed();
  }

  /** The same rules in the kernel's table, in a namespace without traffic, listed by ipvsadm. */
  @Test
  void looksAsTheKernelDoesToIpvsadm() {
    succeed("ipvsadm", "-A", "-u", "10.1.0.100:53", "-s", "wlc", "-p", "300");
    succeed("ipvsadm", "-a", "-u", "10.1.0.100:53", "-r", "10.2.0.11:53", "-m", "-w", "7");
    try (Namespace twin = Namespace.create("twin")) {
      twin.program("ipvsadm", "-R").input(succeed("ipvsadm", "-Sn")).mustSucceed();
      twin.program("ipvsadm", "--set", "900", "30", "300").mustSucceed();
      for (String options : List.of("-Ln", "-Ln --thresholds", "-Ln --timeout", "-Sn")) {
        String[] listing = ("ipvsadm " + options).split(" ", -1);
        assertThat(rules(succeed(listing)))
            .as("ipvsadm %s", options)
            .isEqualTo(rules(twin.program(listing).mustSucceed()));
      }
      // a namespace can outlive its test by minutes, and services in it keep the module from going
      twin.program("ipvsadm", "-C").mustSucceed();
    }
    assertThat(succeed("ipvsadm", "-Ln", "--stats")).contains("TCP  10.1.0.100:80  ");
    assertThat(succeed("ipvsadm", "-Lnc"))
        .contains("TCP 0", "TIME_WAIT   10.1.0.2:", "10.1.0.100:80");
  }

  /** The table has another size here and there, and connections only here. */
  private static String rules(String listing) {
    return listing
        .lines()
        .filter(line -> !line.startsWith("IP Virtual Server version"))
        .map(line -> line.replaceFirst("[0-9]+ {10}[0-9]+ {9}$", "connections"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void servesAgainAfterItWasKilled() {
    daemon.kill();
    daemon.start();

    await("served").atMost(SOON).until(() -> devices().contains("lvsd0"));
    assertThat(succeed("reconcile")).contains("as wanted");
    assertThat(share()).isEqualTo(THREE_TO_ONE);
    assertThat(succeed("status"))
        .contains("data plane: the Java plane, because cluster shop asks for it");
  }

  private String devices() {
    return lab.director().program("ip", "-br", "link").mustSucceed();
  }

  @Test
  void endsThePlaneThatNothingWantsAndThenUsesTheKernel() {
    LvsdProcess.Said refused = daemon.ask("apply", file("kernel"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.text()).contains("1 service of lvsd is in the Java plane");

    succeed("remove", "shop", "--now");
    await("no device").atMost(SOON).until(() -> !devices().contains("lvsd0"));
    assertThat(proxies()).isEmpty();

    succeed("apply", file("kernel"));
    assertThat(director.ipvsadm()).contains("10.1.0.100:80");
    assertThat(share()).isEqualTo(THREE_TO_ONE);
  }

  @Test
  void saysThatTrafficStopsWhenItEnds() {
    Program.Result end = daemon.stop();

    assertThat(end.everything()).contains("lvsd ends, and with it the Java plane");
    assertThat(devices()).doesNotContain("lvsd0");
    assertThat(lab.director().program("ip", "rule").mustSucceed()).doesNotContain("lvsd0");
    daemon.start();
  }
}
