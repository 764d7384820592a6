package dev.lvsd.it.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsd.control.ControlClient;
import dev.lvsd.control.ControlClient.Answer;
import dev.lvsd.control.NetworkNamespace;
import dev.lvsd.control.Request;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.it.topology.Program;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code lvsd} as a process of its own on a director, again and again, and what it answers. What it
 * writes below {@code /etc} nobody else sees, and is gone with the process.
 */
final class LvsdProcess implements AutoCloseable {
  static final Duration PERIOD = Duration.ofSeconds(1);
  static final Duration SOON = Duration.ofSeconds(30);

  private static final String ETC_OF_ITS_OWN =
      "mount -t tmpfs none /etc/sysctl.d && mount -t tmpfs none /etc/modprobe.d && exec \"$@\"";

  private final Namespace namespace;
  private final Director director;
  private final Path socket;
  private Program.Running running;

  /** None runs yet. */
  LvsdProcess(Namespace namespace, Director director) {
    this.namespace = namespace;
    this.director = director;
    this.socket = director.configuration().resolve("control.sock");
  }

  Path socket() {
    return socket;
  }

  /** Starts it, and waits until it answers. */
  void start() {
    running =
        namespace
            .program(
                "unshare",
                "--mount",
                "sh",
                "-c",
                ETC_OF_ITS_OWN,
                "sh",
                System.getProperty("lvsd.basedir") + "/deploy/bin/lvsd",
                "--state-dir",
                director.state().toString(),
                "--socket",
                socket.toString(),
                "--period",
                PERIOD.toMillis() + "ms")
            .env("LVSD_JAR", System.getProperty("lvsd.jar"))
            .env("LVSD_STARTUP_CACHE", System.getProperty("java.io.tmpdir") + "/startup")
            .within(Duration.ofMinutes(5))
            .start();
    await("lvsd answers")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> ask("status").exitCode() == 0);
  }

  /** SIGKILL, and nothing of it is left. */
  void kill() {
    running.process().destroyForcibly();
    assertThat(running.await().exitCode()).isEqualTo(137);
  }

  /** Ends it as systemd does, and gives what it said. */
  Program.Result stop() {
    running.process().destroy();
    return running.await();
  }

  /**
   * What a command answered through the daemon.
   *
   * @param exitCode that of the command; -1 if the daemon ended before it did
   * @param text all that was said
   */
  record Said(int exitCode, String text) {}

  Said ask(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String network = namespace.call(NetworkNamespace::identity);
    Answer answer =
        new ControlClient(InputStream.nullInputStream(), out, out)
            .run(
                socket,
                new Request("lvsctl", List.of(arguments), false, false, true, network, Map.of()));
    int code = answer instanceof Answer.Ended ended ? ended.exitCode() : -1;
    return new Said(code, answer + "\n" + out.toString(UTF_8));
  }

  void apply(String yaml) {
    Said said = ask("apply", director.file("shop.yaml", yaml).toString());
    assertThat(said.exitCode()).as(said.text()).isZero();
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }
}
