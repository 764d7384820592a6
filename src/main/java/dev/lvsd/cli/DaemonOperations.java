package dev.lvsd.cli;

import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonStatus;
import dev.lvsd.model.DaemonStatus.Round;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What only a daemon can answer. Without one every method throws {@link
 * DaemonUnreachableException}.
 */
public interface DaemonOperations {
  /**
   * How the daemon is.
   *
   * @return as of its last look
   */
  DaemonStatus status();

  /**
   * What it did and noticed.
   *
   * @param follow whether to wait for more, until the caller goes away
   * @param consumer called for each, oldest first
   */
  void events(boolean follow, Consumer<DaemonEvent> consumer);

  /**
   * Suspends repairs.
   *
   * @param duration for how long; empty: until {@link #resume}
   */
  void pause(Optional<Duration> duration);

  /** Goes on with repairs. */
  void resume();

  /**
   * Looks and repairs now.
   *
   * @return what came of it
   */
  Round reconcile();
}
