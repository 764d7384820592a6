package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The kit itself, proven with the ipvsadm that everybody knows.
 *
 * <pre>
 *   client ──── 10.1.0.100:80, [fd01::100]:80 director ──┬── 10.2.0.11:8080, [fd02::11]:8080 server1
 *                                                        └── 10.2.0.12:8080, [fd02::12]:8080 server2
 * </pre>
 */
class TopologyIT {
  @Test
  void carriesRealTrafficThroughATableOfIpvsadm() {
    try (NatTopology lab = NatTopology.create(2)) {
      lab.startServer(1, 8080);
      lab.startServer(2, 8080);
      restore(
          lab.director(),
          """
          -A -t 10.1.0.100:80 -s wrr
          -a -t 10.1.0.100:80 -r 10.2.0.11:8080 -m -w 3
          -a -t 10.1.0.100:80 -r 10.2.0.12:8080 -m -w 1
          -A -t [fd01::100]:80 -s rr
          -a -t [fd01::100]:80 -r [fd02::11]:8080 -m
          -a -t [fd01::100]:80 -r [fd02::12]:8080 -m
          -A -u 10.1.0.100:53 -s rr
          -a -u 10.1.0.100:53 -r 10.2.0.11:8080 -m
          -a -u 10.1.0.100:53 -r 10.2.0.12:8080 -m
          """);

      assertThat(lab.asker().shareTcp(vip(80), 8)).isEqualTo(Map.of("server1", 6, "server2", 2));
      assertThat(lab.asker().shareTcp(vip6(80), 4)).isEqualTo(Map.of("server1", 2, "server2", 2));
      assertThat(lab.asker().shareUdp(vip(53), 4)).isEqualTo(Map.of("server1", 2, "server2", 2));
    }
  }

  @Test
  void refusesAConnectionWhereNothingListens() {
    try (NatTopology lab = NatTopology.create(1)) {
      assertThatThrownBy(() -> lab.asker().askTcp(vip(81)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("/10.1.0.100:81");
    }
  }

  @Test
  void hasATablePerNamespace() {
    try (Namespace one = Namespace.create("one");
        Namespace other = Namespace.create("other")) {
      restore(one, "-A -t 10.0.0.1:80 -s rr\n");

      assertThat(table(one)).contains("0A000001:0050");
      assertThat(table(other)).doesNotContain("0A000001:0050");
    }
  }

  @Test
  void killsAProgramThatTakesTooLong() {
    assertThatThrownBy(() -> Program.of("sleep", "60").within(Duration.ofMillis(100)).run())
        .hasMessageContaining("not done within")
        .hasMessageContaining("sleep 60");
  }

  @Test
  void tellsWhatAFailedCommandSaid() {
    try (Namespace namespace = Namespace.create("lonely")) {
      assertThatThrownBy(() -> namespace.ip("link set nosuch up"))
          .hasMessageContaining("nosuch")
          .hasMessageContaining("exit code 1");
    }
  }

  private static void restore(Namespace director, String table) {
    director.program("ipvsadm", "-R").input(table).mustSucceed();
  }

  private static String table(Namespace namespace) {
    return namespace.call(() -> Files.readString(Path.of("/proc/thread-self/net/ip_vs")));
  }
}
