package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.app.Lvsctl;
import dev.lvsd.cli.Terminal;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lvsctl host check} and {@code lvsctl advise} against what the kernel really does. The
 * director is its own client.
 *
 * <pre>
 *   director ── lan0 (dummy), 10.2.0.1/24
 * </pre>
 */
class HostCommandsIT {
  private static final String DEFINITION =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      director:
        vipInterface: lan0
        sysctls: {expire_nodest_conn: 1}
      services:
        - name: web
          listen: 10.9.9.9:80
          protocol: tcp
          scheduler: rr
          forwarding: nat
          realServers:
            - {name: a, address: 10.2.0.11}
      """;

  @TempDir Path directory;
  private Namespace director;
  private String out = "";
  private String err = "";

  @BeforeEach
  void start() {
    director = Namespace.create("director");
    director.ip("link add lan0 type dummy", "link set lan0 up", "address add 10.2.0.1/24 dev lan0");
    director.sysctl("net.ipv4.ip_forward", 0);
  }

  @AfterEach
  void end() {
    director.close();
  }

  @Test
  void explainsWhatIsWrongWithADirectorAndFindsNothingOnceItIsMended() throws IOException {
    Path file = Files.writeString(directory.resolve("shop.yaml"), DEFINITION);
    director.program("modprobe", "ip_vs_rr").mustSucceed();
    assertThat(lvsctl("host", "check", "--exit-code", file.toString())).as(err).isEqualTo(3);
    assertThat(out)
        .contains("ok       kernel: Linux " + System.getProperty("os.version") + "\n")
        .contains("ok       module ip_vs: loaded")
        .contains("ok       module ip_vs_rr: loaded\n")
        .contains("ok       connection table: conn_tab_bits=12: ")
        .contains(
            """
            problem  sysctl net.ipv4.vs.expire_nodest_conn: 0
                the definition wants 1
                next: lvsctl apply sets it
            """)
        .contains("problem  sysctl net.ipv4.ip_forward: 0\n    nat: the director forwards")
        .contains(
            """
            problem  VIP 10.9.9.9: missing
                the definition wants it on lan0
                next: lvsctl apply adds it
            """)
        .endsWith(" ok.\n");

    director.sysctl("net.ipv4.vs.expire_nodest_conn", 1);
    director.sysctl("net.ipv4.ip_forward", 1);
    director.ip("address add 10.9.9.9/32 dev lan0");
    assertThat(lvsctl("host", "check", "--exit-code", file.toString())).as(out).isZero();
    assertThat(out).contains("ok       VIP 10.9.9.9: on lan0\n").contains("\n0 problems, ");
  }

  @Test
  void namesAModuleThatIsMissing() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("shop.yaml"), DEFINITION.replace("scheduler: rr", "scheduler: twos"));
    assertThat(lvsctl("host", "check", file.toString(), "-o", "json")).as(err).isZero();
    JsonArray findings = JsonParser.parseString(out).getAsJsonObject().getAsJsonArray("findings");
    assertThat(findings)
        .anySatisfy(
            each -> {
              JsonObject finding = each.getAsJsonObject();
              assertThat(finding.get("subject").getAsString()).isEqualTo("module ip_vs_twos");
              assertThat(finding.get("verdict").getAsString()).isEqualTo("problem");
              assertThat(finding.get("reason").getAsString())
                  .isEqualTo("needed: scheduler twos of service web");
            });
    boolean twos = Program.of("modinfo", "ip_vs_twos").run().exitCode() == 0;
    assertThat(lvsctl("advise", "scheduler")).isZero();
    assertThat(out.lines())
        .anyMatch(line -> line.matches("twos +" + (twos ? "yes" : "no") + " .*"))
        .anyMatch(line -> line.matches("mh +yes .*"));
  }

  @Test
  void judgesTheSettingsOfThisNamespace() {
    director.sysctl("net.ipv4.vs.run_estimation", 0);
    assertThat(lvsctl("advise", "sysctls")).as(err).isZero();
    assertThat(out)
        .contains("problem  net.ipv4.vs.run_estimation = 0; better: 1\n")
        .contains("net.ipv4.tcp_synack_retries = 5\n");
  }

  @Test
  void calculatesTheTableThatTheKernelHas() {
    int connections = 500;
    connectAll(connections);
    assertThat(lvsctl("advise", "conn-table", "-o", "json")).as(err).isZero();
    JsonObject advice = JsonParser.parseString(out).getAsJsonObject();
    assertThat(advice.get("connections").getAsInt()).isEqualTo(connections);
    assertThat(advice.get("measured").getAsBoolean()).isTrue();
    assertThat(advice.get("bytesPerEntry").getAsInt()).isEqualTo(320);
    assertThat(advice.get("bitsInForce").getAsInt()).isEqualTo(12);

    String head = director.program("ipvsadm", "-Ln").mustSucceed().lines().findFirst().orElse("");
    int size = Integer.parseInt(head.replaceAll(".*size=([0-9]+).*", "$1"));
    assertThat(advice.get("buckets").getAsInt()).isEqualTo(size);
    if (advice.get("growsByItself").getAsBoolean()) {
      JsonObject table = advice.getAsJsonObject("table");
      assertThat(table.get("connections").getAsInt()).isEqualTo(connections);
      assertThat(table.get("buckets").getAsInt()).isEqualTo(size);
      // the load factor here is -2: a quarter of a connection per bucket, at most
      assertThat(advice.get("meanChain").getAsDouble()).isBetween(0.125, 0.25);
      assertThat(table.get("emptyBuckets").getAsDouble() / size)
          .isBetween(Math.exp(-0.25) - 0.05, Math.exp(-0.125) + 0.05);
    }
  }

  /** Each socket is a client of its own to the kernel; the real server is this host. */
  private void connectAll(int clients) {
    director.ip("address add 10.9.9.9/32 dev lan0", "address add 10.9.9.8/32 dev lan0");
    director.program("ipvsadm", "-A", "-u", "10.9.9.9:53", "-s", "rr").mustSucceed();
    director.program("ipvsadm", "-a", "-u", "10.9.9.9:53", "-r", "10.9.9.8", "-g").mustSucceed();
    director.call(
        () -> {
          InetSocketAddress vip = new InetSocketAddress(InetAddress.getByName("10.9.9.9"), 53);
          for (int i = 0; i < clients; i++) {
            try (DatagramSocket socket = new DatagramSocket(20_000 + i)) {
              socket.send(new DatagramPacket(new byte[] {1}, 1, vip));
            }
          }
          return null;
        });
  }

  private int lvsctl(String... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(outText),
            new PrintWriter(errText),
            false,
            false,
            false,
            Map.of("LVSD_STATE", directory.resolve("state").toString()),
            System::nanoTime);
    int code = director.call(() -> Lvsctl.run(terminal, args));
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
