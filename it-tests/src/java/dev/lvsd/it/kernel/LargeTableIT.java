package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand services with ten servers each, by lvsctl and by ipvsadm, and how long they take.
 *
 * <pre>
 *   one namespace each:  lo 127.0.0.1
 * </pre>
 *
 * <p>The times go to {@code figures.txt}; they are for people, since other guests run at the same
 * time.
 */
class LargeTableIT {
  private static final int SERVICES = 1_000;
  private static final int SERVERS = 10;
  private static final int SHORT_RUNS = 3;

  @Test
  @Timeout(400)
  void isTheSameByLvsctlAndByIpvsadm() throws IOException {
    try (Namespace ours = Namespace.create("lvsctl");
        Namespace theirs = Namespace.create("ipvsadm");
        Director director = Director.in(ours);
        Director reference = Director.in(theirs)) {
      String file = director.file("large.yaml", yaml()).toString();
      StringBuilder figures = new StringBuilder();
      director.lvsctl("version").mustSucceed();
      for (int i = 0; i < SHORT_RUNS; i++) {
        time(figures, "lvsctl version", director.lvsctl("version"));
        time(figures, "lvsctl get services, none there", director.lvsctl("get", "services"));
        time(figures, "ipvsadm -Ln, none there", ours.program("ipvsadm", "-Ln"));
      }
      time(
          figures,
          "lvsctl apply of 1,000 services with 10 servers each",
          director.lvsctl("apply", file).within(Duration.ofMinutes(3)));
      time(
          figures,
          "ipvsadm -R of the same table",
          theirs.program("ipvsadm", "-R").input(table()).within(Duration.ofMinutes(3)));
      time(figures, "lvsctl plan, nothing to do", director.lvsctl("plan", "--exit-code", file));
      time(figures, "lvsctl get services, 1,000 there", director.lvsctl("get", "services"));
      time(figures, "ipvsadm -Ln, 1,000 there", ours.program("ipvsadm", "-Ln"));
      Files.writeString(Path.of(System.getProperty("lvsd.work"), "figures.txt"), figures);

      assertThat(director.savedTable())
          .hasSize(SERVICES + SERVICES * SERVERS)
          .isEqualTo(reference.savedTable());
    }
  }

  private static void time(StringBuilder figures, String what, Program program) {
    long start = System.nanoTime();
    program.mustSucceed();
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.append(String.format(Locale.ROOT, "%8.2f s  %s%n", seconds, what));
  }

  private static String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: large}
            services:
            """);
    for (int service = 1; service <= SERVICES; service++) {
      yaml.append(
          """
            - name: s%d
              listen: 10.1.0.100:%d
              scheduler: wlc
              forwarding: nat
              realServers:
          """
              .formatted(service, service));
      for (int server = 1; server <= SERVERS; server++) {
        yaml.append(
            "      - {address: 10.2.0.%d, port: 80, weight: %d}\n".formatted(server, server));
      }
    }
    return yaml.toString();
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    for (int service = 1; service <= SERVICES; service++) {
      table.append("-A -t 10.1.0.100:%d -s wlc\n".formatted(service));
      for (int server = 1; server <= SERVERS; server++) {
        table.append(
            "-a -t 10.1.0.100:%d -r 10.2.0.%d:80 -m -w %d\n".formatted(service, server, server));
      }
    }
    return table.toString();
  }
}
