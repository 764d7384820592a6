package dev.lvsd.it.kernel;

import static dev.lvsd.it.kernel.LvsdProcess.PERIOD;
import static dev.lvsd.it.kernel.LvsdProcess.SOON;
import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsd.it.kernel.LvsdProcess.Said;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code lvsd} as a process of its own, on a director whose real servers answer.
 *
 * <pre>
 *   client ──┬── 10.1.0.100:80 director: lvsd ──┬── 10.2.0.11:8080, :8081 server1
 *            └── 10.1.0.100:81                  └── 10.2.0.12:8080, :8081 server2
 * </pre>
 */
class DaemonIT {
  private NatTopology lab;
  private Director director;
  private LvsdProcess daemon;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    for (int number = 1; number <= 2; number++) {
      lab.startServer(number, 8080);
      lab.startServer(number, 8081);
    }
    director = Director.in(lab.director());
    daemon = new LvsdProcess(lab.director(), director);
  }

  @AfterEach
  void remove() {
    daemon.close();
    director.close();
    lab.close();
  }

  private static String yaml(int weight) {
    return """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        services:
          - name: edited
            listen: 10.1.0.100:80
            scheduler: wrr
            forwarding: nat
            realServers:
              - {address: 10.2.0.11, port: 8080, weight: %d}
              - {address: 10.2.0.12, port: 8080, weight: %d}
          - name: steady
            listen: 10.1.0.100:81
            scheduler: rr
            forwarding: nat
            realServers:
              - {address: 10.2.0.11, port: 8081}
              - {address: 10.2.0.12, port: 8081}
        """
        .formatted(weight, weight + 1);
  }

  private Said ask(String... arguments) {
    return daemon.ask(arguments);
  }

  private String table() {
    return String.join("\n", director.savedTable());
  }

  private void ipvsadm(String... words) {
    List<String> command = new ArrayList<>(List.of("ipvsadm"));
    command.addAll(List.of(words));
    lab.director().program(command.toArray(String[]::new)).mustSucceed();
  }

  @Test
  @Timeout(120)
  void repairsWhatOthersChangeAndLeavesForeignServicesAlone() {
    daemon.start();
    daemon.apply(yaml(3));
    String wanted = table();

    ipvsadm("-A", "-t", "192.0.2.9:99");
    String foreign = "-A -t 192.0.2.9:99 -s wlc";
    ipvsadm("-D", "-t", "10.1.0.100:81");
    ipvsadm("-e", "-t", "10.1.0.100:80", "-r", "10.2.0.11:8080", "-m", "-w", "77");
    ipvsadm("-d", "-t", "10.1.0.100:80", "-r", "10.2.0.12:8080");
    long begin = System.nanoTime();

    await("repaired").atMost(SOON).until(() -> table().replace(foreign + "\n", "").equals(wanted));
    System.out.printf(
        "drift repaired after %d ms, period %d ms%n",
        (System.nanoTime() - begin) / 1_000_000, PERIOD.toMillis());
    assertThat(table()).contains(foreign);
    assertThat(ask("events").text()).contains("weight set to 3; it was 77", "lvsd was not given");
  }

  @Test
  @Timeout(120)
  void repairsVipsAndSysctlsAndLeavesForeignAddressesAlone() {
    daemon.start();
    daemon.apply(
        yaml(3).replace("10.1.0.100", "10.1.0.101")
            + """
              director:
                sysctls: {expire_nodest_conn: 1}
                vipInterface: front
              """);
    assertThat(host()).contains("10.1.0.101/32", "expire_nodest_conn = 1");

    lab.director().ip("address add 10.1.0.77/32 dev front", "address del 10.1.0.101/32 dev front");
    lab.director().sysctl("net.ipv4.vs.expire_nodest_conn", 0);
    long begin = System.nanoTime();

    await("repaired")
        .pollInterval(Duration.ofMillis(50))
        .atMost(SOON)
        .until(() -> host().contains("10.1.0.101/32") && host().contains("nodest_conn = 1"));
    System.out.printf(
        "VIP and sysctl repaired after %d ms, period %d ms%n",
        (System.nanoTime() - begin) / 1_000_000, PERIOD.toMillis());
    assertThat(host()).contains("10.1.0.77/32", "10.1.0.1/24");
    await("told, once the VIP is announced")
        .atMost(SOON)
        .until(
            () -> ask("events").text(),
            text ->
                text.contains("VIP 10.1.0.101/32 on front: added; it was missing")
                    && text.contains("expire_nodest_conn: set to 1; it was 0"));
  }

  /** Addresses and sysctl as programs see them. */
  private String host() {
    return lab.director()
        .program("sh", "-c", "ip -o -4 addr show dev front; sysctl net.ipv4.vs.expire_nodest_conn")
        .mustSucceed();
  }

  @Test
  @Timeout(120)
  void givesWayToAWriterThatInsists() {
    daemon.start();
    daemon.apply(yaml(3));
    await("lvsd gives way longer and longer")
        .atMost(SOON.multipliedBy(2)) // four rounds, and what the writer's processes take
        .until(
            () -> {
              ipvsadm("-e", "-t", "10.1.0.100:80", "-r", "10.2.0.11:8080", "-m", "-w", "77");
              return ask("events").text().contains("left as it is for 4 s");
            });

    assertThat(ask("status").text()).contains("contended: server 10.2.0.11:8080");
  }

  @Test
  @Timeout(120)
  void servesAfterAStartWithNothingButItsState() {
    daemon.start();
    daemon.apply(yaml(3));
    final String before = table();
    daemon.kill();
    ipvsadm("-C");
    assertThat(table()).isEmpty();

    long begin = System.nanoTime();
    CompletableFuture<Void> up = CompletableFuture.runAsync(daemon::start);
    await("the first answer").atMost(SOON).until(this::isServed);
    System.out.printf(
        "first request served %d ms after lvsd was started%n",
        (System.nanoTime() - begin) / 1_000_000);
    up.join();
    await("the whole table").atMost(SOON).until(() -> table().equals(before));
  }

  private boolean isServed() {
    return !director.savedTable().isEmpty() && !lab.asker().askTcp(vip(80)).isEmpty();
  }

  @Test
  @Timeout(120)
  void answersTwoHundredClientsAndRefusesAStranger() throws Exception {
    daemon.start();
    ExecutorService clients = Executors.newFixedThreadPool(200);
    try {
      List<Future<Said>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(clients.submit(() -> ask("get", "timeouts")));
      }
      for (Future<Said> each : all) {
        assertThat(each.get(60, TimeUnit.SECONDS).exitCode()).isZero();
      }
    } finally {
      clients.shutdownNow();
    }
    allowEverybodyToReach(daemon.socket());
    Program.Result stranger =
        lab.director()
            .program(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                System.getProperty("lvsd.basedir") + "/deploy/bin/lvsctl",
                "--socket",
                daemon.socket().toString(),
                "get",
                "timeouts")
            .env("LVSD_JAR", System.getProperty("lvsd.jar"))
            .env("LVSD_STARTUP_CACHE", "off")
            .run();
    assertThat(stranger.exitCode()).as(stranger.everything()).isEqualTo(1);
    assertThat(stranger.errors()).contains("does not answer user 65534", "lvsd-admin");
  }

  /** Directories of tests are private. */
  private static void allowEverybodyToReach(Path file) throws IOException {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (Files.getPosixFilePermissions(at).size() < 7 && !at.equals(at.getRoot())) {
        Program.of("chmod", "o+x", at.toString()).mustSucceed();
      }
    }
  }
}
