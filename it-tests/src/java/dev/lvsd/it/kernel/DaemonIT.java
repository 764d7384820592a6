package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsd.control.ControlClient;
import dev.lvsd.control.ControlClient.Answer;
import dev.lvsd.control.NetworkNamespace;
import dev.lvsd.control.Request;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import dev.lvsd.it.topology.SteadyTraffic;
import dev.lvsd.state.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The proof is a hundred; the suite makes do with fewer, since each costs a start of Java. */
  private static final int KILLS = Integer.getInteger("lvsd.kills", 5);

  private NatTopology lab;
  private Director director;
  private Path socket;
  private Program.Running daemon;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    for (int number = 1; number <= 2; number++) {
      lab.startServer(number, 8080);
      lab.startServer(number, 8081);
    }
    director = Director.in(lab.director());
    socket = director.configuration().resolve("control.sock");
  }

  @AfterEach
  void remove() {
    if (daemon != null) {
      daemon.close();
    }
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

  private void start() {
    daemon =
        lab.director()
            .program(
                System.getProperty("lvsd.basedir") + "/deploy/bin/lvsd",
                "--state-dir",
                director.state().toString(),
                "--socket",
                socket.toString(),
                "--period",
                PERIOD.toMillis() + "ms")
            .env("LVSD_JAR", System.getProperty("lvsd.jar"))
            .env("LVSD_STARTUP_CACHE", System.getProperty("java.io.tmpdir") + "/startup")
            .within(Duration.ofMinutes(5))
            .start();
    await("lvsd answers").atMost(SOON).until(() -> ask("status").exitCode() == 0);
  }

  private void kill() {
    daemon.process().destroyForcibly();
    assertThat(daemon.await().exitCode()).isEqualTo(137);
  }

  /** What a command answered through the daemon. */
  private record Said(int exitCode, String text) {}

  private Said ask(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String network = lab.director().call(NetworkNamespace::identity);
    Answer answer =
        new ControlClient(InputStream.nullInputStream(), out, out)
            .run(
                socket,
                new Request("lvsctl", List.of(arguments), false, false, true, network, Map.of()));
    int code = answer instanceof Answer.Ended ended ? ended.exitCode() : -1;
    return new Said(code, answer + "\n" + out.toString(UTF_8));
  }

  private void apply(int weight) {
    String file = director.file("shop.yaml", yaml(weight)).toString();
    Said said = ask("apply", file);
    assertThat(said.exitCode()).as(said.text()).isZero();
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
    start();
    apply(3);
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
  void givesWayToAWriterThatInsists() {
    start();
    apply(3);
    await("lvsd gives way longer and longer")
        .atMost(SOON)
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
    start();
    apply(3);
    final String before = table();
    kill();
    ipvsadm("-C");
    assertThat(table()).isEmpty();

    long begin = System.nanoTime();
    CompletableFuture<Void> up = CompletableFuture.runAsync(this::start);
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
  @Timeout(value = 9, unit = TimeUnit.MINUTES)
  void isKilledInTheMiddleOfAppliesAndNoTrafficIsLost() {
    long seed = Long.getLong("lvsd.seed", System.nanoTime());
    Random random = new Random(seed);
    ExecutorService client = Executors.newSingleThreadExecutor();
    start();
    apply(1);
    try (SteadyTraffic traffic = SteadyTraffic.start(lab.asker(), vip(80), vip(81))) {
      for (int round = 1; round <= KILLS; round++) {
        String file = director.file("next.yaml", yaml(1 + round % 7)).toString();
        Future<Said> apply = client.submit(() -> ask("apply", file));
        pause(random.nextInt(400));
        kill();
        assertThat(apply).succeedsWithin(SOON);
        StateDirectory state = new StateDirectory(director.state());
        assertThat(state.history().load().warnings()).as("seed %s", seed).isEmpty();
        assertThat(state.ownership().read().warnings()).as("seed %s", seed).isEmpty();

        start();
        Said reconciled = ask("reconcile");
        assertThat(reconciled.exitCode()).as("seed %s, %s", seed, reconciled).isZero();
        String text = state.history().current().texts().get("shop");
        assertThat(director.plan(text).changes()).as("seed %s", seed).isEmpty();
        assertThat(traffic.failures()).as("round %s, seed %s", round, seed).isEmpty();
      }
      System.out.printf("%d kills, %d answers, none missing%n", KILLS, traffic.answers());
    } finally {
      client.shutdownNow();
    }
  }

  /** The random instant of a kill. */
  private static void pause(int milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Timeout(120)
  void answersTwoHundredClientsAndRefusesAStranger() throws Exception {
    start();
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
    allowEverybodyToReach(socket);
    Program.Result stranger =
        lab.director()
            .program(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                System.getProperty("lvsd.basedir") + "/deploy/bin/lvsctl",
                "--socket",
                socket.toString(),
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
