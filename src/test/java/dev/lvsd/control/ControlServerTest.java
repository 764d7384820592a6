package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lvsd.control.ControlClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, on both ends. */
@SuppressWarnings("try") // servers work by themselves until they are closed
class ControlServerTest {
  private static final Limits LIMITS =
      new Limits(2, 2, Duration.ofMillis(300), Duration.ofMillis(300));

  @TempDir Path directory;

  private SocketFile file;
  private Path groups;

  @BeforeEach
  void nameFiles() throws IOException {
    file = new SocketFile(directory.resolve("run/control.sock"));
    Object ownGroup = Files.getAttribute(directory, "unix:gid");
    groups = Files.writeString(directory.resolve("group"), "x:y\nlvsd-admin:x:" + ownGroup + ":\n");
  }

  @AfterEach
  void leavesNoSocket() throws IOException {
    try (var left = Files.list(directory.resolve("run"))) {
      assertThat(left).isEmpty();
    }
  }

  /** What a command printed, and how it ended. */
  private record Run(Answer answer, String out, String err) {}

  private Run run(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Answer answer =
        new ControlClient(new ByteArrayInputStream(input.getBytes(UTF_8)), out, err)
            .run(file.path(), request(arguments));
    return new Run(answer, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static Request request(String... arguments) {
    return new Request(
        "lvsctl", List.of(arguments), true, false, true, NetworkNamespace.identity(), Map.of());
  }

  private ControlServer serve(RequestHandler handler) throws IOException {
    return ControlServer.start(file, new Access(groups), handler, Limits.DEFAULT);
  }

  @Test
  void runsTheCommandLineAndBringsBackWhatItPrints() throws IOException {
    try (ControlServer server =
        serve(
            call -> {
              print(call, String.join(" ", call.request().arguments()), "oops");
              return 3;
            })) {
      assertThat(run("", "get", "services"))
          .isEqualTo(new Run(new Answer.Ended(3), "get services", "oops"));
    }
  }

  @Test
  void knowsWhoAsks() throws IOException {
    CompletableFuture<Peer> peer = new CompletableFuture<>();
    try (ControlServer server =
        serve(
            call -> {
              peer.complete(call.peer());
              return call.role() == Role.CHANGE ? 0 : 1;
            })) {
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));

      assertThat(peer.join().pid()).isEqualTo((int) ProcessHandle.current().pid());
      assertThat(peer.join().uid()).isEqualTo(Files.getAttribute(directory, "unix:uid"));
    }
  }

  @Test
  void readsFilesOfTheClient() throws IOException {
    byte[] content = "0123456789abcdef\n".repeat(20_000).getBytes(UTF_8);
    Path large = Files.write(directory.resolve("large.yaml"), content);
    Path missing = directory.resolve("missing.yaml");
    try (ControlServer server =
        serve(
            call -> {
              try (InputStream in = call.open(large)) {
                assertThat(in.readNBytes(20)).startsWith("0123".getBytes(UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              try (InputStream in = call.open(large)) {
                assertThat(in.readAllBytes()).isEqualTo(content);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              assertThatThrownBy(() -> call.open(missing)).isInstanceOf(NoSuchFileException.class);
              return 0;
            })) {
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
    }
  }

  @Test
  void listsDirectoriesOfTheClient() throws IOException {
    Path definitions = Files.createDirectories(directory.resolve("definitions"));
    Path one = Files.createFile(definitions.resolve("one.yaml"));
    Files.createFile(definitions.resolve("zwei ä.yaml"));
    Files.createDirectory(definitions.resolve("directory.yaml"));
    try (ControlServer server =
        serve(
            call -> {
              try {
                assertThat(call.list(definitions))
                    .containsExactlyInAnyOrder("one.yaml", "zwei ä.yaml");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              assertThatThrownBy(() -> call.list(one)).isInstanceOf(NotDirectoryException.class);
              return 0;
            })) {
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
    }
  }

  @Test
  void readsStandardInputOfTheClientAsFarAsItIsWanted() throws IOException {
    try (ControlServer server =
        serve(
            call -> {
              try {
                String line = new String(call.input().readNBytes(100_000), UTF_8);
                print(call, line, Integer.toString(call.input().readAllBytes().length));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return 0;
            })) {
      Run run = run("x".repeat(100_000) + "y".repeat(5));

      assertThat(run).isEqualTo(new Run(new Answer.Ended(0), "x".repeat(100_000), "5"));
    }
  }

  @Test
  void aCommandThatWaitsHearsThatItsClientHasGone() throws Exception {
    CompletableFuture<Boolean> waited = new CompletableFuture<>();
    try (ControlServer server =
        serve(
            call -> {
              waited.complete(call.pause(Duration.ofSeconds(20)));
              return 0;
            })) {
      try (SocketChannel client = hello()) {
        assertThat(waited.isDone()).isFalse();
      }
      assertThat(waited.get(10, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void timePassesForACommandWhoseClientStays() throws IOException {
    try (ControlServer server = serve(call -> call.pause(Duration.ofMillis(20)) ? 0 : 1)) {
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
    }
  }

  @Test
  void aReaderThatDoesNotReadIsLeftBehind() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    try (ControlServer server =
        limited(
            call -> {
              try {
                while (true) {
                  call.out().write(new byte[1 << 20]);
                }
              } catch (IOException e) {
                failure.complete(e);
              }
              return 0;
            })) {
      try (SocketChannel client = hello()) {
        assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessageContaining("took nothing in time");
        assertThat(client.isOpen()).isTrue();
      }
    }
  }

  @Test
  void halfAMessageDoesNotHoldAThreadForLong() throws Exception {
    try (ControlServer server = limited(call -> 0);
        SocketChannel one = connect();
        SocketChannel two = connect()) {
      one.write(ByteBuffer.wrap(new byte[] {0, 0, 1}));
      two.write(ByteBuffer.wrap(new byte[] {0, 0, 1, 0, 1, 1}));

      await().atMost(Duration.ofSeconds(10)).until(() -> isClosed(one) && isClosed(two));
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
    }
  }

  @Test
  void anOversizedMessageIsRefused() throws IOException {
    try (ControlServer server = serve(call -> 0);
        SocketChannel client = connect()) {
      client.write(ByteBuffer.wrap(new byte[] {0x7f, 0, 0, 0, 1}));

      assertThat(refusal(client))
          .isInstanceOfSatisfying(
              Frame.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refusal.BAD_MESSAGE));
    }
  }

  @Test
  void anotherVersionIsToldWhatToDo() throws IOException {
    try (ControlServer server = serve(call -> 0);
        SocketChannel client = connect()) {
      Frame hello = new Frame.Hello(Protocol.VERSION + 1, request());
      new FrameStream(new ClientWire(client)).send(hello, Duration.ofSeconds(1));

      assertThat(refusal(client))
          .isInstanceOfSatisfying(
              Frame.Refused.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(Refusal.OTHER_PROTOCOL);
                assertThat(refused.text()).contains("restart lvsd");
              });
    }
  }

  @Test
  void whoComesWhenAllIsFullIsRefusedPolitely() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    List<SocketChannel> clients = new ArrayList<>();
    try (ControlServer server =
        limited(
            call -> {
              running.incrementAndGet();
              return awaited(end);
            })) {
      for (int i = 0; i < 4; i++) {
        clients.add(hello());
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> running.get() == 2);
      Answer late = run("").answer();
      end.countDown();

      assertThat(late)
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Refusal.BUSY));
      await().atMost(Duration.ofSeconds(10)).until(() -> running.get() == 4);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  @Test
  void twoHundredClientsAtOnceAreServed() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(200);
    try (ControlServer server =
        serve(
            call -> {
              print(call, call.request().arguments().get(0), "");
              return 0;
            })) {
      List<Future<Run>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String name = "client" + i;
        runs.add(clients.submit(() -> run("", name)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(runs.get(i).get(30, TimeUnit.SECONDS))
            .isEqualTo(new Run(new Answer.Ended(0), "client" + i, ""));
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void replacesWhatAKilledServerLeftAndNotALivingOne() throws IOException {
    Files.createDirectories(directory.resolve("run"));
    Files.createFile(file.path());
    try (ControlServer server = serve(call -> 0)) {
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
      assertThatThrownBy(() -> serve(call -> 0)).hasMessageContaining("another lvsd listens");
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
    }
  }

  @Test
  void aCommandThatBreaksDoesNotBreakTheServer() throws IOException {
    AtomicInteger number = new AtomicInteger();
    try (ControlServer server =
        serve(
            call -> {
              if (number.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return 0;
            })) {
      assertThat(run("").answer()).isInstanceOf(Answer.Lost.class);
      assertThat(run("").answer()).isEqualTo(new Answer.Ended(0));
    }
  }

  private ControlServer limited(RequestHandler handler) throws IOException {
    return ControlServer.start(file, new Access(groups), handler, LIMITS);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(file.path()));
  }

  private SocketChannel hello() throws IOException {
    SocketChannel client = connect();
    new FrameStream(new ClientWire(client))
        .send(new Frame.Hello(Protocol.VERSION, request()), Duration.ofSeconds(1));
    return client;
  }

  private static Frame refusal(SocketChannel client) throws IOException {
    return new FrameStream(new ClientWire(client)).receive(Duration.ofSeconds(1));
  }

  private static boolean isClosed(SocketChannel client) {
    try {
      client.configureBlocking(false);
      return client.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true; // reset, because the server closed with something unread
    }
  }

  private static int awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS) ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void print(Call call, String out, String err) {
    try {
      call.out().write(out.getBytes(UTF_8));
      call.err().write(err.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
