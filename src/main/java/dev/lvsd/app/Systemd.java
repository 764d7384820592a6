package dev.lvsd.app;

import dev.lvsd.control.NotifySocket;
import dev.lvsd.daemon.Watch;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What systemd is told: that the daemon is ready, once it could look at the director; why it could
 * not; and every few seconds that the reconcile thread goes on. Without systemd nobody is told.
 *
 * @see "sd_notify(3)"
 */
final class Systemd implements Watch {
  private static final long BEAT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final String KEEPS = "keeps the director as it was applied";

  private final Optional<NotifySocket> socket;
  private boolean ready;
  private String status = "";
  private long nextBeat = System.nanoTime();

  private Systemd(Optional<NotifySocket> socket) {
    this.socket = socket;
  }

  static Systemd ofEnvironment() {
    @Nullable String path = System.getenv("NOTIFY_SOCKET");
    return new Systemd(
        path == null || path.isEmpty() ? Optional.empty() : Optional.of(new NotifySocket(path)));
  }

  @Override
  public void looked() {
    if (!ready) {
      tell("READY=1");
      ready = true;
    }
    tellStatus(KEEPS);
  }

  @Override
  public void failed(String problem) {
    tellStatus("cannot look at the director: " + problem.replaceAll("\\p{Cntrl}", " "));
  }

  @Override
  public void alive() {
    long now = System.nanoTime();
    if (now - nextBeat >= 0) {
      tell("WATCHDOG=1");
      nextBeat = now + BEAT_NANOS;
    }
  }

  void stopping() {
    tell("STOPPING=1");
  }

  private void tellStatus(String text) {
    if (!text.equals(status)) {
      tell("STATUS=" + text);
      status = text;
    }
  }

  private void tell(String state) {
    socket.ifPresent(open -> open.send(state));
  }
}
