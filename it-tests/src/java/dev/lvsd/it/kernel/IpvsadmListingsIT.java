package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsd.it.ipvsadm.CommandLine;
import dev.lvsd.it.ipvsadm.NameFiles;
import dev.lvsd.it.ipvsadm.OurIpvsadm;
import dev.lvsd.it.ipvsadm.Outcome;
import dev.lvsd.it.ipvsadm.RealIpvsadm;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.NatTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the generated command lines do not reach: counters and connections of real traffic, sync
 * daemons, the scripts. Both programs look at the same director.
 *
 * <pre>
 *   client ──── 10.1.0.100:80, [fd01::100]:80 director ──┬── 10.2.0.11:8080 server1
 *                                                        └── 10.2.0.12:8080 server2
 * </pre>
 */
class IpvsadmListingsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String RULES =
      """
      -A -t 10.1.0.100:80 -s rr -p 600
      -a -t 10.1.0.100:80 -r 10.2.0.11:8080 -m
      -a -t 10.1.0.100:80 -r 10.2.0.12:8080 -m
      -A -t [fd01::100]:80 -s rr
      -a -t [fd01::100]:80 -r [fd02::11]:8080 -m
      -A -u 10.1.0.100:53 -s wrr
      -a -u 10.1.0.100:53 -r 10.2.0.12:8080 -m -w 1
      """;

  private static final OurIpvsadm OURS = new OurIpvsadm();
  private static NameFiles names;
  private static Path preloaded;

  @BeforeAll
  static void prepare() {
    names = NameFiles.mount();
    preloaded = RealIpvsadm.compile();
  }

  @AfterAll
  static void takeNames() {
    names.close();
  }

  @Test
  void showCountersRatesAndConnectionsOfRealTraffic() {
    try (NatTopology lab = NatTopology.create(2);
        RealIpvsadm real = RealIpvsadm.start(lab.director(), preloaded, LIMIT)) {
      lab.startServer(1, 8080);
      lab.startServer(2, 8080);
      real.run(new CommandLine(List.of("-R"), RULES));
      lab.asker().shareTcp(NatTopology.vip(80), 5);
      lab.asker().shareTcp(NatTopology.vip6(80), 3);
      lab.asker().shareUdp(NatTopology.vip(53), 4);

      for (String listing :
          List.of(
              "-Ln --stats",
              "-Ln --stats --exact",
              "-Ln --rate",
              "-L --rate --exact",
              "-Ln --persistent-conn",
              "-Ln",
              "-Lnc",
              "-Lc",
              "-Lnc --persistent-conn")) {
        expectTheSame(real, lab.director(), listing.split(" "));
      }
      assertThat(real.run(CommandLine.of("-Ln", "--stats")).output()).contains("10.1.0.100:80");
      assertThat(real.run(CommandLine.of("-Lnc")).output().lines().count()).isGreaterThan(5);
    }
  }

  @Test
  void startListAndStopSyncDaemons() {
    try (Namespace theirs = Namespace.create("theirs");
        Namespace ours = Namespace.create("ours");
        RealIpvsadm real = RealIpvsadm.start(theirs, preloaded, LIMIT)) {
      Stream.of(theirs, ours)
          .forEach(
              namespace ->
                  namespace.ip(
                      "link add v0 type dummy",
                      "address add 10.9.0.1/24 dev v0",
                      "link set v0 up",
                      "link set v0 multicast on"));
      for (String command :
          List.of(
              "--start-daemon master --mcast-interface v0 --syncid 5",
              "--start-daemon master --mcast-interface v0",
              "--start-daemon backup --mcast-interface v0 --syncid 7 --mcast-group 239.1.1.1"
                  + " --mcast-port 9000 --mcast-ttl 3 --sync-maxlen 1400",
              "-L --daemon",
              "-L --daemon -n",
              "--start-daemon backup --mcast-interface v0")) {
        CommandLine line = CommandLine.of(command.split(" "));
        Outcome expected = real.run(line);
        assertThat(OURS.run(ours, "ipvsadm", line)).as(command).isEqualTo(expected);
      }
      // a daemon that has not run yet keeps ipvsadm waiting on old kernels
      await().pollDelay(Duration.ofMillis(500)).atMost(LIMIT).until(() -> true);
      for (String command :
          List.of(
              "--stop-daemon master",
              "--stop-daemon backup --syncid 7",
              "-L --daemon",
              "--stop-daemon master")) {
        CommandLine line = CommandLine.of(command.split(" "));
        Outcome expected = real.run(line);
        assertThat(OURS.run(ours, "ipvsadm", line)).as(command).isEqualTo(expected);
      }
    }
  }

  @Test
  void sayTheSameOfThemselves() {
    try (Namespace namespace = Namespace.create("empty");
        RealIpvsadm real = RealIpvsadm.start(namespace, preloaded, LIMIT)) {
      for (String command :
          List.of(
              "",
              "-h",
              "--help",
              "-v",
              "--version",
              "-L",
              "-Ln",
              "-S",
              "-Sn",
              "-lnc",
              "-L -v",
              "-L --daemon",
              "-L --timeout",
              "-Z",
              "-C",
              "-x",
              "--bogus",
              "-h -x",
              "-R -R")) {
        CommandLine line =
            command.isEmpty() ? CommandLine.of() : CommandLine.of(command.split(" "));
        assertThat(OURS.run(namespace, "ipvsadm", line)).as(command).isEqualTo(real.run(line));
      }
    }
  }

  @Test
  void saveAndRestoreAsTheScriptsDo() {
    try (Namespace theirs = Namespace.create("theirs");
        Namespace ours = Namespace.create("ours")) {
      String rules = "# a comment\n" + RULES + "\n\n";
      expectTheSameScript(theirs, ours, "ipvsadm-restore", new CommandLine(List.of(), rules));
      for (String args : List.of("-n", "", "word -n", "-x", "-h")) {
        expectTheSameScript(theirs, theirs, "ipvsadm-save", line(args));
      }
      expectTheSameScript(theirs, ours, "ipvsadm-restore", new CommandLine(List.of(), "-A\n"));
      expectTheSameScript(theirs, ours, "ipvsadm-save", line("-n"));
    }
  }

  private static CommandLine line(String args) {
    return args.isEmpty() ? CommandLine.of() : CommandLine.of(args.split(" "));
  }

  private static void expectTheSameScript(
      Namespace theirs, Namespace ours, String script, CommandLine line) {
    String[] command =
        Stream.concat(Stream.of("/usr/sbin/" + script), line.args().stream())
            .toArray(String[]::new);
    var result = theirs.program(command).input(line.input()).run();
    Outcome expected = new Outcome(result.exitCode(), result.output(), result.errors());
    assertThat(OURS.run(ours, "/usr/sbin/" + script, line))
        .as(script + " " + line)
        .isEqualTo(expected);
  }

  /** Counters and clocks go on while we look: the two must meet once, before and after ours. */
  private static void expectTheSame(RealIpvsadm real, Namespace director, String... args) {
    CommandLine line = CommandLine.of(args);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              Outcome before = real.run(line);
              Outcome ours = OURS.run(director, "ipvsadm", line);
              Outcome after = real.run(line);
              assertThat(after).as("nothing moved meanwhile").isEqualTo(before);
              assertThat(ours).as(line.toString()).isEqualTo(before);
            });
  }
}
