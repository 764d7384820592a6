package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.VIP;
import static dev.lvsd.it.topology.NatTopology.VIP6;
import static dev.lvsd.it.topology.NatTopology.serverAddress;
import static dev.lvsd.it.topology.NatTopology.serverAddress6;
import static dev.lvsd.it.topology.NatTopology.vip;
import static dev.lvsd.it.topology.NatTopology.vip6;
import static dev.lvsd.model.ForwardingMethod.NAT;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.lvsd.it.topology.Echo;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.NatTopology;
import dev.lvsd.it.topology.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Java data plane as director by nat, in both families.
 *
 * <pre>
 *   client 10.1.0.2 ──── front 10.1.0.1 director: lvsd0, VIP 10.1.0.100 ──┬── server1 10.2.0.11
 *                                                                         └── server2 10.2.0.12
 * </pre>
 */
class DataplaneNatIT {
  private static final int[] SIZES = {
    1, 2, 3, 7, 8, 9, 63, 64, 65, 127, 128, 255, 256, 511, 512, 1023, 1024, 1471, 1472, 1473, 2000,
    4000, 9000, 40_000
  };

  private NatTopology lab;
  private JavaDirector director;
  private Echo echo;

  @BeforeEach
  void build() {
    lab = NatTopology.create(2);
    lab.startServer(1, 80);
    lab.startServer(2, 80);
    director = JavaDirector.in(lab.director(), "front");
  }

  @AfterEach
  void remove() throws IOException {
    director.close();
    if (echo != null) {
      echo.close();
    }
    lab.close();
  }

  @Test
  void balancesHttpAndDatagramsInBothFamilies() {
    director.serve("tcp " + VIP + ":80", NAT, serverAddress(1) + ":80", serverAddress(2) + ":80");
    director.serve("udp " + VIP + ":80", NAT, serverAddress(1) + ":80", serverAddress(2) + ":80");
    director.serve(
        "tcp [" + VIP6 + "]:80",
        NAT,
        "[" + serverAddress6(1) + "]:80",
        "[" + serverAddress6(2) + "]:80");

    assertThat(lab.asker().shareTcp(vip(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
    assertThat(lab.asker().shareUdp(vip(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
    assertThat(lab.asker().shareTcp(vip6(80), 10)).isEqualTo(Map.of("server1", 5, "server2", 5));
  }

  @Test
  void carriesBulkBothWays() throws Exception {
    echo("tcp");
    byte[] bulk = random(300_000);

    assertThat(Echo.stream(lab.client(), vip(7), bulk)).isEqualTo(bulk);
    assertThat(Echo.stream(lab.client(), vip6(7), bulk)).isEqualTo(bulk);
  }

  @Test
  void allocatesNothingForThePacketsItForwards() throws Exception {
    echo("tcp");
    byte[] bulk = random(300_000);
    Echo.stream(lab.client(), vip(7), bulk);
    long before = allocated();
    assertThat(before).isPositive();

    for (int i = 0; i < 10; i++) {
      Echo.stream(lab.client(), vip(7), bulk);
    }

    // notifications of neighbours and routes may come meanwhile; a single byte a packet would show
    assertThat(allocated() - before).isLessThan(64 << 10);
  }

  /** Bytes that the forwarding thread has allocated since it started. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(each -> each != null && each.getThreadName().equals("forwarding of lvsd0"))
        .mapToLong(each -> threads.getThreadAllocatedBytes(each.getThreadId()))
        .sum();
  }

  @Test
  void carriesBulkOverALinkThatLosesAndReorders() throws Exception {
    echo("tcp");
    for (Namespace each : List.of(lab.client(), lab.server(1))) {
      each.program("tc", "qdisc", "add", "dev", "eth0", "root", "netem", "delay", "2ms", "1ms")
          .mustSucceed();
      each.program(
              "tc", "qdisc", "change", "dev", "eth0", "root", "netem", "delay", "2ms", "1ms",
              "loss", "1%", "reorder", "10%", "50%")
          .mustSucceed();
    }
    byte[] bulk = random(300_000);

    assertThat(Echo.stream(lab.client(), vip(7), bulk)).isEqualTo(bulk);
  }

  @Test
  void carriesDatagramsOfEverySizeInFragmentsToo() throws Exception {
    echo("udp");

    for (int size : SIZES) {
      byte[] datagram = random(size);
      assertThat(Echo.datagram(lab.client(), vip(7), datagram)).isEqualTo(datagram);
      assertThat(Echo.datagram(lab.client(), vip6(7), datagram)).isEqualTo(datagram);
    }
  }

  private void echo(String protocol) {
    echo = Echo.start(lab.server(1), 7);
    director.serve(protocol + " " + VIP + ":7", NAT, serverAddress(1) + ":7");
    director.serve(protocol + " [" + VIP6 + "]:7", NAT, "[" + serverAddress6(1) + "]:7");
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void leavesToTheHostWhatIsNoService() {
    assertThat(lab.client().program("ping", "-c", "1", "-W", "5", VIP).run().exitCode()).isZero();
    assertThatThrownBy(() -> lab.asker().askTcp(vip(81)))
        .rootCause()
        .hasMessageStartingWith("Connection refused");
  }

  @Test
  void leavesNothingBehindWhenItIsClosed() {
    director.serve("tcp " + VIP + ":80", NAT, serverAddress(1) + ":80");

    director.close();

    assertThat(traces()).isEmpty();
  }

  @Test
  void removesWhatAKilledOneLeftBehind() throws Exception {
    director.close();
    Program.Running killed = AbandonedPlane.in(lab.director(), "front").start();
    await().atMost(ofSeconds(60)).until(() -> killed.errorsSoFar().contains("forwards"));
    killed.process().destroyForcibly().waitFor();
    assertThat(traces()).isNotEmpty();

    director = JavaDirector.without(lab.director());
    director.close();

    assertThat(traces()).isEmpty();
  }

  /** Rules, proxied neighbours, routes and devices of a plane. */
  private String traces() {
    StringBuilder all = new StringBuilder();
    for (String family : List.of("-4", "-6")) {
      all.append(ip(family, "rule", "show").replaceAll("(?m)^(?!90\\d:).*\n?", ""));
      all.append(ip(family, "neighbour", "show", "proxy"));
      all.append(ip(family, "route", "show", "table", "all", "proto", "108"));
    }
    return all.append(ip("-4", "address", "show", "dev", "lvsd0")).toString();
  }

  private String ip(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "ip";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return lab.director().program(command).run().output();
  }
}
