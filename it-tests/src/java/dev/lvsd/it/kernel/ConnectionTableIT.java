package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.plan.ApplyReport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code connTabBits} makes the table of that size, at the first load of the module and when it is
 * loaded anew. The module belongs to the whole guest: it is unloaded before, and loaded as others
 * know it after.
 *
 * <pre>
 *   one namespace:  eth0 10.9.0.1/24 (dummy)    files of lvsd in a directory of the test
 * </pre>
 */
class ConnectionTableIT {
  private static final Path STATUS = Path.of("/proc/thread-self/net/ip_vs_status");
  private static final Path BITS = Path.of("/sys/module/ip_vs/parameters/conn_tab_bits");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Namespace namespace;
  private Director director;

  /** With conn_lfactor the growing table of 7.x is at its limit with few connections. */
  private static String definition(int bits, boolean growing) {
    return """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        director:
          connTabBits: %d
          sysctls: {expire_nodest_conn: 1%s}
          syncDaemons: [{role: master, interface: eth0, syncId: 7}]
        services:
          - name: web
            listen: 10.9.0.1:80
            protocol: udp
            scheduler: mh
            forwarding: nat
            realServers:
              - {address: 10.9.0.11, weight: 3, upperThreshold: 900, lowerThreshold: 800}
              - {address: 10.9.0.12}
        """
        .formatted(bits, growing ? ", conn_lfactor: -8" : "");
  }

  @BeforeEach
  void build() {
    unload();
    namespace = Namespace.create("director");
    namespace.ip("link add eth0 type dummy", "addr add 10.9.0.1/24 dev eth0", "link set eth0 up");
    director = Director.in(namespace);
  }

  @AfterEach
  void remove() {
    director.close();
    namespace.close();
    unload();
    Program.of("modprobe", "ip_vs").mustSucceed();
  }

  /** Namespaces of other tests may be on their way out, with their services. */
  private static void unload() {
    String script =
        "for i in $(seq 300); do"
            + " [ -e /sys/module/ip_vs ] || exit 0;"
            + " rmmod $(ls /sys/module/ip_vs/holders) ip_vs 2>/dev/null && exit 0;"
            + " sleep 0.1; done; lsmod; exit 1";
    Program.of("sh", "-c", script).within(PATIENCE.plusSeconds(30)).mustSucceed();
  }

  private static boolean isGrowing() {
    return Files.exists(STATUS);
  }

  /** The size of the table in buckets, as far as few connections make it grow. */
  private int buckets() throws IOException {
    for (int port = 20000; port < 20070; port++) {
      int from = port;
      namespace.call(() -> send(from));
    }
    if (!namespace.call(ConnectionTableIT::isGrowing)) {
      String head =
          namespace.program("ipvsadm", "-Ln").mustSucceed().lines().findFirst().orElse("");
      return Integer.parseInt(head.replaceAll(".*size=([0-9]+).*", "$1"));
    }
    Optional<String> line =
        namespace
            .program("cat", "/proc/net/ip_vs_status")
            .mustSucceed()
            .lines()
            .filter(each -> each.startsWith("Conn buckets:"))
            .findFirst();
    return Integer.parseInt(line.orElseThrow().replaceAll("Conn buckets:\\s+([0-9]+) .*", "$1"));
  }

  private static boolean send(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(port)) {
      byte[] bytes = {'?'};
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, InetAddress.getByAddress(new byte[] {10, 9, 0, 1}), 80));
      return true;
    }
  }

  private int bits() throws IOException {
    return Integer.parseInt(Files.readString(BITS).strip());
  }

  @Test
  void isMadeAtTheFirstLoadAndAnewWhenThatIsAllowed() throws IOException {
    assertThat(Files.exists(BITS)).as("module loaded").isFalse();
    assertThat(director.plan(definition(9, false)).changes()).isNotEmpty();
    assertThat(Files.exists(BITS)).as("module loaded by a plan").isFalse();

    assertThat(director.apply(definition(9, false)).hasFailures()).isFalse();
    boolean growing = namespace.call(ConnectionTableIT::isGrowing);
    assertThat(director.apply(definition(9, growing)).hasFailures()).isFalse();
    assertThat(bits()).isEqualTo(9);
    assertThat(buckets()).isEqualTo(512);
    assertThat(director.plan(definition(9, growing)).changes()).isEmpty();
    namespace.program("ipvsadm", "-A", "-f", "7", "-s", "rr").mustSucceed(); // somebody else's
    namespace
        .program("sh", "-c", "echo 5 > /proc/sys/net/ipv4/vs/sync_refresh_period")
        .mustSucceed();
    List<String> before = director.savedTable();

    ApplyReport gentle = director.apply(definition(14, growing));
    assertThat(gentle.plan().notes())
        .anyMatch(note -> note.contains("2^9") && note.contains("with 70 connections"));
    assertThat(bits()).isEqualTo(9);

    ApplyReport report = director.reload(definition(14, growing));
    assertThat(report.hasFailures()).as("%s", report).isFalse();
    assertThat(bits()).isEqualTo(14);
    assertThat(director.savedTable()).isEqualTo(before);
    assertThat(director.thresholds()).contains("900").contains("800");
    assertThat(namespace.program("ipvsadm", "-L", "--daemon").mustSucceed()).contains("syncid=7");
    assertThat(namespace.program("cat", "/proc/sys/net/ipv4/vs/sync_refresh_period").mustSucceed())
        .isEqualTo("5\n");
    assertThat(buckets()).isEqualTo(16384);
    assertThat(director.plan(definition(14, growing)).changes()).isEmpty();
  }

  @Test
  void staysAsItIsWhereSomebodyElseHoldsTheModule() throws IOException {
    director.apply(definition(9, false));
    try (Namespace other = Namespace.create("other")) {
      other.program("ipvsadm", "-A", "-t", "10.9.0.9:80").mustSucceed();
      List<String> before = director.savedTable();
      ApplyReport report = director.reload(definition(14, false));
      assertThat(report.hasFailures()).isTrue();
      assertThat(report.outcomes().toString()).contains("the table was restored");
      assertThat(bits()).isEqualTo(9);
      assertThat(director.savedTable()).isEqualTo(before);
    }
  }
}
