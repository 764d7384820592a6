package dev.lvsd.app;

import dev.lvsd.cli.DaemonOperations;
import dev.lvsd.cli.Versions;
import dev.lvsd.control.Peer;
import dev.lvsd.control.Role;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.DaemonStatus.Round;
import dev.lvsd.reconcile.Waiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The daemon for one of its clients.
 *
 * @param daemon what answers
 * @param role what the client may do
 * @param peer who it is
 * @param waiter waits as long as the client does
 */
record ClientDaemon(LiveDaemon daemon, Role role, Peer peer, Waiter waiter)
    implements DaemonOperations {
  private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(250);
  private static final Duration RECONCILE_LIMIT = Duration.ofMinutes(2);

  private void mayChange() {
    if (role != Role.CHANGE) {
      throw GuardedOperations.refused(peer);
    }
  }

  @Override
  public DaemonStatus status() {
    return daemon.loop().status(Versions.product(), daemon.since());
  }

  @Override
  public void events(boolean follow, Consumer<DaemonEvent> consumer) {
    long last = show(0, consumer);
    if (!follow) {
      return;
    }
    if (!daemon.followers().tryAcquire()) {
      throw new LvsdException(Blame.HOST, "follow events: too many do so already; end one of them");
    }
    try {
      while (waiter.pause(FOLLOW_INTERVAL)) {
        last = show(last, consumer);
      }
    } finally {
      daemon.followers().release();
    }
  }

  private long show(long after, Consumer<DaemonEvent> consumer) {
    long last = after;
    for (DaemonEvent event : daemon.events().after(after)) {
      consumer.accept(event);
      last = event.number();
    }
    return last;
  }

  @Override
  public void pause(Optional<Duration> duration) {
    mayChange();
    daemon.loop().pause(duration, peer.toString());
  }

  @Override
  public void resume() {
    mayChange();
    daemon.loop().resume(peer.toString());
  }

  @Override
  public Round reconcile() {
    mayChange();
    return daemon.loop().reconcile(RECONCILE_LIMIT);
  }
}
