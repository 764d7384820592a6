package dev.lvsd.app;

import dev.lvsd.control.NotifySocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What systemd is told: that the daemon is ready, once the director was looked at for the first
 * time, and after each look that it is alive. Without systemd nobody is told.
 *
 * @see "sd_notify(3)"
 */
final class Systemd {
  private final Optional<NotifySocket> socket;
  private boolean ready;

  private Systemd(Optional<NotifySocket> socket) {
    this.socket = socket;
  }

  static Systemd ofEnvironment() {
    @Nullable String path = System.getenv("NOTIFY_SOCKET");
    return new Systemd(
        path == null || path.isEmpty() ? Optional.empty() : Optional.of(new NotifySocket(path)));
  }

  /** Called by the reconcile thread after each look. */
  void lookedAround() {
    tell(ready ? "WATCHDOG=1" : "READY=1\nSTATUS=keeps the director as it was applied\nWATCHDOG=1");
    ready = true;
  }

  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String state) {
    socket.ifPresent(open -> open.send(state));
  }
}
