package dev.lvsd.app;

import dev.lvsd.cli.DaemonOperations;
import dev.lvsd.cli.DaemonUnreachableException;
import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.DaemonStatus.Round;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command hears that needs the daemon where it does not answer.
 *
 * @param note what there is to know without it; empty if nothing
 */
record NoDaemon(Optional<String> note) implements DaemonOperations {
  private DaemonUnreachableException unreachable() {
    return new DaemonUnreachableException(
        "this needs lvsd, which does not answer here; start it (systemctl start lvsd), or name its"
            + " socket with --socket"
            + note.map(text -> "; and " + text).orElse(""));
  }

  @Override
  public DaemonStatus status() {
    throw unreachable();
  }

  @Override
  public void events(boolean follow, Consumer<DaemonEvent> consumer) {
    throw unreachable();
  }

  @Override
  public void pause(Optional<Duration> duration) {
    throw unreachable();
  }

  @Override
  public void resume() {
    throw unreachable();
  }

  @Override
  public Round reconcile() {
    throw unreachable();
  }
}
