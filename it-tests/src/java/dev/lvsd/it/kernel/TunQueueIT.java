package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import dev.lvsd.linux.LinuxException;
import dev.lvsd.linux.NativeBuffer;
import dev.lvsd.linux.TunQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A TUN device whose other end is this test, which sends each packet back with its addresses
 * swapped: who asks 10.9.0.2 talks to himself, under a strange address.
 *
 * <pre>
 *   client ─► 10.9.0.1 ──► route 10.9.0.0/24 ──► tun0 ──► test: swaps source and destination
 *   server ◄─ 10.9.0.1 ◄───────────────────────  tun0 ◄──┘
 * </pre>
 */
class TunQueueIT {
  private static final int SERVER_PORT = 4000;
  private static final int DEADLINE_MS = 30_000;

  private Namespace host;
  private TunQueue tun;

  /** A thread for each: on one processor the common pool has a single one. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger longestFrame = new AtomicInteger();

  @BeforeEach
  void build() {
    Program.of("modprobe", "tun").mustSucceed();
    host = Namespace.create("host");
    tun = host.call(() -> TunQueue.open("tun%d"));
  }

  @AfterEach
  void remove() {
    over.set(true);
    threads.shutdown();
    tun.close();
    host.close();
  }

  @Test
  void carriesTcpInFramesThatAreLongerThanTheMtu() throws Exception {
    host.ip("address add 10.9.0.1/24 dev " + tun.device(), "link set " + tun.device() + " up");
    CompletableFuture<Void> mirror = CompletableFuture.runAsync(this::mirror, threads);
    byte[] sent = new byte[4 << 20];
    new Random(1).nextBytes(sent);

    byte[] received;
    try (ServerSocket server = host.call(() -> new ServerSocket(SERVER_PORT));
        Socket client = host.call(TunQueueIT::connect)) {
      server.setSoTimeout(DEADLINE_MS);
      CompletableFuture<byte[]> accepted =
          CompletableFuture.supplyAsync(() -> drain(server), threads);
      client.getOutputStream().write(sent);
      client.shutdownOutput();
      received = accepted.get();
    }
    over.set(true);
    mirror.get();

    assertThat(received).isEqualTo(sent);
    assertThat(longestFrame).hasValueGreaterThan(10_000);
  }

  @Test
  void hasNothingToReadWhereNothingWasSent() {
    host.ip("link set " + tun.device() + " up");
    host.sysctl("net.ipv6.conf." + tun.device() + ".disable_ipv6", 1);
    NativeBuffer buffer = NativeBuffer.allocate(TunQueue.LONGEST_FRAME);
    while (tun.read(buffer, 0, TunQueue.LONGEST_FRAME) >= 0) {}

    assertThat(tun.await(0)).isFalse();
  }

  @Test
  void givesADeviceSeveralQueues() {
    try (TunQueue second = host.call(() -> TunQueue.open(tun.device()))) {
      assertThat(second.device()).isEqualTo(tun.device());
    }
  }

  @Test
  void tellsThatTheHostDoesNotTakeAMalformedFrame() {
    host.ip("link set " + tun.device() + " up");
    NativeBuffer buffer = NativeBuffer.allocate(TunQueue.LONGEST_FRAME);

    assertThat(tun.write(buffer, 0, TunQueue.HEADER + 20)).isFalse();
  }

  @Test
  void saysWhatToDoWhileTheDeviceIsDown() {
    NativeBuffer buffer = NativeBuffer.allocate(TunQueue.LONGEST_FRAME);
    buffer.bytes().put(TunQueue.HEADER, (byte) 0x45);

    assertThatThrownBy(() -> tun.write(buffer, 0, TunQueue.HEADER + 20))
        .isInstanceOf(LinuxException.class)
        .hasMessage(
            "write to %s: Input/output error (EIO); the interface is down: ip link set it up",
            tun.device());
  }

  private void mirror() {
    NativeBuffer buffer = NativeBuffer.allocate(TunQueue.LONGEST_FRAME);
    ByteBuffer bytes = buffer.bytes();
    while (!over.get()) {
      int length = tun.read(buffer, 0, TunQueue.LONGEST_FRAME);
      if (length < 0) {
        tun.await(50);
      } else if (bytes.get(TunQueue.HEADER) >> 4 == 4) {
        longestFrame.accumulateAndGet(length, Math::max);
        int source = bytes.getInt(TunQueue.HEADER + 12);
        bytes.putInt(TunQueue.HEADER + 12, bytes.getInt(TunQueue.HEADER + 16));
        bytes.putInt(TunQueue.HEADER + 16, source);
        tun.write(buffer, 0, length);
      }
    }
  }

  private static Socket connect() throws IOException {
    Socket client = new Socket();
    client.connect(new InetSocketAddress("10.9.0.2", SERVER_PORT), DEADLINE_MS);
    return client;
  }

  private static byte[] drain(ServerSocket server) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInetAddress()).isEqualTo(InetAddress.getByName("10.9.0.2"));
      socket.setSoTimeout(DEADLINE_MS);
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
