package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lvsd.app.Lvsctl;
import dev.lvsd.cli.Terminal;
import dev.lvsd.it.topology.Asker;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands against the kernel, beside the ipvsadm that everybody knows.
 *
 * <pre>
 *   client ──── 10.1.0.100, fd01::100 director ──── 10.2.0.11, fd02::11 server1
 * </pre>
 *
 * <p>The commands run in this JVM, on a thread of the director; starting one for each would take
 * longer than the tests.
 */
class CliIT {
  private static final String DEFINITION =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      services:
        - name: web
          listen: 10.1.0.100:80
          protocol: tcp
          scheduler: wrr
          forwarding: nat
          realServers:
            - {name: a, address: 10.2.0.11, port: 8080, weight: 3}
            - {name: b, address: 10.2.0.12, port: 8080, weight: 1, upperThreshold: 5000, lowerThreshold: 4000}
        - name: sticky
          fwmark: 7
          scheduler: mh
          schedulerFlags: [fallback, port]
          forwarding: dr
          persistence: {timeout: 5m, netmask: 255.255.255.0}
          realServers:
            - {name: a, address: 10.2.0.11}
        - name: dns6
          listen: "[fd01::100]:53"
          protocol: udp
          scheduler: rr
          forwarding: nat
          realServers:
            - {name: a, address: "fd02::11"}
      """;

  private static final String SAVED =
      """
      -A -t 10.1.0.100:80 -s wrr
      -a -t 10.1.0.100:80 -r 10.2.0.11:8080 -m -w 3
      -a -t 10.1.0.100:80 -r 10.2.0.12:8080 -m -w 1
      -A -u [fd01::100]:53 -s rr
      -a -u [fd01::100]:53 -r [fd02::11]:53 -m -w 1
      -A -f 7 -s mh -p 300 -M 255.255.255.0 -b mh-fallback,mh-port
      -a -f 7 -r 10.2.0.11:0 -g -w 1
      """;

  @TempDir Path directory;
  private NatTopology lab;
  private Path definition;
  private String out = "";
  private String err = "";

  @BeforeEach
  void start() throws IOException {
    lab = NatTopology.create(1);
    // a module that is not loaded yet would be one more line of a plan
    Program.of("modprobe", "-a", "ip_vs_rr", "ip_vs_wrr", "ip_vs_mh", "ip_vs_sh").mustSucceed();
    definition = Files.writeString(directory.resolve("shop.yaml"), DEFINITION);
  }

  @AfterEach
  void end() {
    lab.close();
  }

  @Test
  void appliesADefinitionAsIpvsadmSeesItAndLeavesForeignServicesAlone() {
    ipvsadm("-A", "-t", "10.9.9.9:443", "-s", "sh");
    assertThat(lvsctl("plan", "--exit-code", file())).as(err).isEqualTo(3);
    assertThat(out)
        .contains("+ service fwmark 7  mh (fallback, port), persistence 5m/255.255.255.0\n")
        .contains("foreign service tcp 10.9.9.9:443  sh, 0 servers\n")
        .endsWith(
            "Plan: 7 to add, 0 to change, 0 to quiesce, 0 to remove; 1 foreign service"
                + " untouched.\n");

    assertThat(lvsctl("apply", file())).as(err).isZero();
    assertThat(err).isEmpty();
    assertThat(saved().lines())
        .containsExactlyInAnyOrderElementsOf(
            (SAVED + "-A -t 10.9.9.9:443 -s sh\n").lines().toList());

    assertThat(lvsctl("plan", "--exit-code", file())).isZero();
    assertThat(out).endsWith("No changes: the table is as defined; 1 foreign service untouched.\n");
    assertThat(lvsctl("get", "status", "-o", "json")).isZero();
    JsonObject status = JsonParser.parseString(out).getAsJsonObject();
    assertThat(status.get("services").getAsInt()).isEqualTo(4);
    assertThat(status.get("managedServices").getAsInt()).isEqualTo(3);
  }

  @Test
  void changesInPlaceAndRemovesWhatIsNoLongerDefined() throws IOException {
    lvsctl("apply", file());
    Files.writeString(
        definition,
        DEFINITION
            .replace("weight: 3", "weight: 5")
            .replaceAll("(?m)^.*name: b,.*\n", "")
            .replaceAll("(?s)  - name: dns6.*", ""));

    assertThat(lvsctl("plan", file())).isZero();
    assertThat(out)
        .contains("~ server 10.2.0.11:8080  weight 3 -> 5\n")
        .contains("v quiesce 10.2.0.12:8080  weight 1 -> 0  (0 active, 0 inactive connections)\n")
        .contains("- server 10.2.0.12:8080  (when idle; 0 active, 0 inactive connections)\n")
        .contains("- service udp [fd01::100]:53  (when idle; 1 server, ");

    assertThat(lvsctl("apply", file())).as(err).isZero();
    assertThat(saved())
        .contains("-a -t 10.1.0.100:80 -r 10.2.0.11:8080 -m -w 5\n")
        .doesNotContain("10.2.0.12")
        .doesNotContain("fd01::100");
  }

  @Test
  void showsTheTableInEveryForm() {
    lvsctl("apply", file());

    assertThat(lvsctl("get", "services")).isZero();
    assertThat(out)
        .isEqualTo(
            """
            SERVICE             SCHEDULER            PERSISTENCE       SERVERS  ACTIVE  INACTIVE  CONNS  CONNS/S
            tcp 10.1.0.100:80   wrr                  -                       2       0         0      0        0
            udp [fd01::100]:53  rr                   -                       1       0         0      0        0
            fwmark 7            mh (fallback, port)  5m/255.255.255.0        1       0         0      0        0
            """);
    assertThat(lvsctl("get", "servers", "tcp", "-o", "wide")).isZero();
    assertThat(out).contains("10.2.0.12:8080").contains("  5000   4000  ");
    assertThat(lvsctl("get", "servers", "-o", "json")).isZero();
    JsonArray servers = JsonParser.parseString(out).getAsJsonArray();
    assertThat(servers).hasSize(4);
    assertThat(lvsctl("get", "servers", "-o", "yaml")).isZero();
    assertThat(out).contains("- service: tcp 10.1.0.100:80\n  server: 10.2.0.11:8080\n");
    assertThat(lvsctl("get", "timeouts")).isZero();
    assertThat(out).contains("15m");
    assertThat(lvsctl("get", "daemons", "-o", "json")).isZero();
    assertThat(out).isEqualTo("[]\n");
    assertThat(lvsctl("version", "-o", "json")).isZero();
    assertThat(JsonParser.parseString(out).getAsJsonObject().get("ipvs").getAsString())
        .isEqualTo("1.2.1");
  }

  @Test
  void findsTheConnectionsOfAClient() {
    lab.startServer(1, 8080);
    lvsctl("apply", file());
    ipvsadm("-d", "-t", "10.1.0.100:80", "-r", "10.2.0.12:8080");
    try (Asker.Conversation open = lab.asker().connect(NatTopology.vip(80))) {
      assertThat(open.ask()).isEqualTo("server1");
      String own = ":" + open.localPort() + " ";

      assertThat(lvsctl("get", "connections", "--state", "established")).isZero();
      assertThat(out.lines()).hasSize(2);
      assertThat(out).contains("ESTABLISHED").contains(own).contains("10.2.0.11:8080");
      for (List<String> other :
          List.of(
              List.of("--state", "SYN_RECV"),
              List.of("--service", "udp"),
              List.of("--client", "203.0.113.7"),
              List.of("--server", "10.2.0.11:8081"),
              List.of("--templates"))) {
        assertThat(lvsctl(command("get connections", other))).isZero();
        assertThat(out).as(other.toString()).isEmpty();
      }
      assertThat(lvsctl("get", "servers", "tcp", "-o", "json")).isZero();
      assertThat(
              JsonParser.parseString(out)
                  .getAsJsonArray()
                  .get(0)
                  .getAsJsonObject()
                  .get("activeConnections")
                  .getAsInt())
          .isEqualTo(1);
    }
  }

  @Test
  void startsFromItsLauncher() {
    Program.Result result =
        lab.director()
            .program(
                "env",
                "LVSD_STARTUP_CACHE=off",
                "LVSD_JAR=" + System.getProperty("lvsd.jar"),
                "LVSD_JAVA=" + System.getProperty("java.home") + "/bin/java",
                System.getProperty("lvsd.basedir") + "/deploy/bin/lvsctl",
                "get",
                "services",
                "-o",
                "json")
            .run();
    assertThat(result.errors()).isEmpty();
    assertThat(result.output()).isEqualTo("[]\n");
    assertThat(result.exitCode()).isZero();
  }

  private String file() {
    return definition.toString();
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
    int code = lab.director().call(() -> Lvsctl.run(terminal, args));
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  private void ipvsadm(String... args) {
    lab.director().program(command("ipvsadm", List.of(args))).mustSucceed();
  }

  private static String[] command(String name, List<String> args) {
    return Stream.concat(Stream.of(name.split(" ", -1)), args.stream()).toArray(String[]::new);
  }

  private String saved() {
    return lab.director().program("ipvsadm", "-Sn").mustSucceed();
  }
}
