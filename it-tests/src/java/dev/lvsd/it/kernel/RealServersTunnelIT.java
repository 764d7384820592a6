package dev.lvsd.it.kernel;

import static dev.lvsd.it.topology.NatTopology.vip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.it.topology.Program;
import dev.lvsd.model.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tunnels to a real server that {@code lvsctl rs} prepares. The client does not hear that its
 * packets are too large, as happens behind firewalls that drop ICMP.
 *
 * <pre>
 *   client ───────────────────── 10.1.0.100 director, lvsctl, ssh
 *   10.1.0.2, 203.0.113.7    │
 *                            └── 10.1.0.11 server1, sshd; default route by 10.1.0.2
 * </pre>
 */
class RealServersTunnelIT {
  private static final int UPLOAD = 100_000;
  private static final String CLIENT = "203.0.113.7";
  private static final Duration HANGS = Duration.ofSeconds(2);
  private static final Duration ARRIVES = Duration.ofSeconds(20);
  private static final Pattern ADVICE = Pattern.compile("there: (ip route change [^,]*),");

  private RealServersFixture operator;
  private Director director;

  @BeforeEach
  void build() {
    // each makes interfaces of its own in every namespace; they stay, and are no trace of lvsd
    Program.of("modprobe", "-a", "ipip", "ip_gre", "fou").run();
    operator = new RealServersFixture(1).withSsh(1, "mkdir -p /run/systemd/system");
    operator.lab.client().ip("address add " + CLIENT + "/32 dev lo");
    operator.lab.server(1).ip("route add default via 10.1.0.2");
    operator.lab.director().ip("route add " + CLIENT + " via 10.1.0.2");
    // what leaves is as large as what was sent: no offload joins or cuts packets on the way
    for (String role :
        List.of(
            operator.lab.client().name(),
            operator.lab.director().name(),
            operator.lab.server(1).name())) {
      String off = "ethtool -K eth0 tso off gso off gro off";
      Program.of("ip", "netns", "exec", role, "sh", "-c", off).mustSucceed();
    }
    Program.of("tc", "-n", operator.lab.client().name(), "-batch", "-")
        .input(
            """
            qdisc add dev eth0 clsact
            filter add dev eth0 ingress protocol ip flower ip_proto icmp action drop
            """)
        .mustSucceed();
    director = Director.in(operator.lab.director());
  }

  @AfterEach
  void remove() {
    director.close();
    operator.close();
  }

  @Test
  void carriesEveryKindAndLargeUploadsOnceItsAdviceIsTaken() throws IOException {
    String before = operator.stateOf(1);
    try (ServerSocket listener = operator.lab.server(1).call(() -> new ServerSocket(80))) {
      Thread sink = new Thread(() -> count(listener), "sink");
      sink.setDaemon(true);
      sink.start();
      check("ipip", "{type: ipip}", "10.1.0.1 > 10.1.0.11: .*203.0.113.7.*10.1.0.100.80");
      check("gue", "{type: gue, port: 6080}", "10.1.0.1.* > 10.1.0.11.6080: UDP");
      check("gre", "{type: gre}", "10.1.0.1 > 10.1.0.11: GREv0.*10.1.0.100.80");
    }
    assertThat(operator.rs("remove", cluster("{type: gre}"))).as(operator.said()).isZero();
    assertThat(operator.stateOf(1)).isEqualTo(before);
  }

  /** Every kind over IPv6, and the families mixed. */
  @Test
  void carriesIpv6AndOverIpv6() throws IOException {
    Program.of("modprobe", "-a", "sit", "ip6_tunnel", "ip6_gre", "fou6").run();
    String before = operator.stateOf(1);
    List<String> kinds = List.of("{type: ipip}", "{type: gue, port: 6080}", "{type: gre}");
    StringBuilder services = new StringBuilder();
    List<InetSocketAddress> asked = new ArrayList<>();
    int port = 80;
    for (List<String> pair :
        List.of(
            List.of("fd01::100", "fd01::11"),
            List.of("10.1.0.100", "fd01::11"),
            List.of("fd01::100", "10.1.0.11"))) {
      for (String kind : kinds) {
        InetSocketAddress vip = new InetSocketAddress(Addresses.parse(pair.get(0)), port++);
        asked.add(vip);
        services.append(
            """
              - name: "%s"
                listen: "%s"
                scheduler: rr
                forwarding: tunnel
                tunnel: %s
                realServers: [{address: "%s"}]
            """
                .formatted(
                    "s" + vip.getPort(),
                    Addresses.withPort(vip.getAddress(), vip.getPort()),
                    kind,
                    pair.get(1)));
      }
    }
    String cluster =
        """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        services:
        %s
        realServerHosts: [{address: "fd01::11", ssh: {host: 10.1.0.11}}]
        """
            .formatted(services);
    assertThat(director.apply(cluster).hasFailures()).isFalse();
    assertThat(operator.rs("apply", cluster)).as(operator.said()).isEqualTo(0);
    List<ServerSocket> listeners = new ArrayList<>();
    try {
      for (InetSocketAddress vip : asked) {
        ServerSocket listener = operator.lab.server(1).call(() -> new ServerSocket(vip.getPort()));
        listeners.add(listener);
        Thread sink = new Thread(() -> count(listener), "sink");
        sink.setDaemon(true);
        sink.start();
      }
      Map<String, Integer> arrived = new LinkedHashMap<>();
      asked.forEach(vip -> arrived.put(vip.toString(), upload(vip, 100, ARRIVES)));
      assertThat(arrived).allSatisfy((vip, bytes) -> assertThat(bytes).isEqualTo(100));
      assertThat(operator.rs("check", cluster, "--probe")).as(operator.said()).isZero();
    } finally {
      for (ServerSocket listener : listeners) {
        listener.close();
      }
    }
    assertThat(operator.rs("remove", cluster)).as(operator.said()).isZero();
    assertThat(operator.stateOf(1)).isEqualTo(before);
  }

  private void check(String type, String tunnel, String outer) {
    String cluster = cluster(tunnel);
    assertThat(director.apply(cluster).hasFailures()).isFalse();
    operator.lab.server(1).sysctl("net.ipv4.conf.all.rp_filter", 1);
    assertThat(operator.rs("apply", cluster)).as(operator.said()).isZero();
    Matcher advice = ADVICE.matcher(operator.out);
    assertThat(advice.find()).as(operator.said()).isTrue();
    assertThat(operator.out).contains("the " + type + " tunnel to 10.1.0.11 adds ");

    try (Program.Running capture = capture()) {
      assertThat(upload(100)).as(type).isEqualTo(100);
      assertThat(capture.await().output()).containsPattern(outer);
    }
    assertThat(upload(vip(80), UPLOAD, HANGS)).as(type + " without the advice").isLessThan(UPLOAD);
    operator.lab.server(1).ip(advice.group(1).substring("ip ".length()));
    assertThat(upload(UPLOAD)).as(type + " with the advice").isEqualTo(UPLOAD);
    assertThat(operator.rs("check", cluster)).as(operator.said()).isZero();
    assertThat(operator.out).contains("10.1.0.11: good").doesNotContain("advice");

    operator.lab.server(1).ip("route change default via 10.1.0.2");
    operator.lab.server(1).sysctl("net.ipv4.conf.all.rp_filter", 0);
  }

  /** The first packet that comes out of the director's end. */
  private Program.Running capture() {
    Program.Running capture =
        operator
            .lab
            .server(1)
            .program(
                "timeout",
                "20",
                "tcpdump",
                "-i",
                "eth0",
                "-n",
                "-c",
                "1",
                "-l",
                "--immediate-mode",
                "ip src 10.1.0.1 and not tcp port 22")
            .start();
    Awaitility.await("tcpdump")
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(20))
        .until(() -> capture.errorsSoFar().contains("listening on"));
    return capture;
  }

  private int upload(int bytes) {
    return upload(vip(80), bytes, ARRIVES);
  }

  /** Sends so many bytes, and gives how many arrived; 0 when it hangs. */
  private int upload(InetSocketAddress to, int bytes, Duration limit) {
    AtomicBoolean hangs = new AtomicBoolean();
    try (Socket socket = operator.lab.client().call(() -> boundSocket(to))) {
      // a write that hangs ends by nothing else
      CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
          .execute(
              () -> {
                hangs.set(true);
                close(socket);
              });
      socket.connect(to, (int) limit.toMillis());
      socket.getOutputStream().write(new byte[bytes]);
      socket.shutdownOutput();
      return ByteBuffer.wrap(socket.getInputStream().readNBytes(4)).getInt();
    } catch (IOException e) {
      if (hangs.get() || e instanceof SocketTimeoutException) {
        return 0;
      }
      throw new UncheckedIOException("upload " + bytes + " bytes", e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A socket belongs to the namespace in which it is bound. */
  private static Socket boundSocket(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    boolean v4 = to.getAddress() instanceof Inet4Address;
    socket.bind(new InetSocketAddress(v4 ? CLIENT : "fd01::2", 0));
    return socket;
  }

  /** Answers each connection with the number of bytes that it brought. */
  private static void count(ServerSocket listener) {
    List<Thread> threads = new ArrayList<>();
    try {
      while (true) {
        Socket client = listener.accept();
        Thread thread = new Thread(() -> count(client), "sink of one");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    } catch (IOException e) {
      threads.forEach(Thread::interrupt); // the test is over
    }
  }

  private static void count(Socket client) {
    try (client) {
      client.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[65536];
      int total = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
      }
      client.getOutputStream().write(ByteBuffer.allocate(4).putInt(total).array());
    } catch (IOException e) {
      // an upload that hangs ends by its client's reset
    }
  }

  private static String cluster(String tunnel) {
    return """
        apiVersion: lvsd/v1
        kind: Cluster
        metadata: {name: shop}
        services:
          - name: web
            listen: 10.1.0.100:80
            scheduler: rr
            forwarding: tunnel
            tunnel: %s
            realServers:
              - {address: 10.1.0.11}
        """
        .formatted(tunnel);
  }
}
