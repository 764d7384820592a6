package dev.lvsd.app;

import dev.lvsd.daemon.EventLog;
import dev.lvsd.daemon.ReconcileLoop;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * The parts of this process that answer for the daemon.
 *
 * @param loop the reconcile thread
 * @param events what happened
 * @param since when the process started
 * @param followers so many clients may wait for events; each holds a thread
 */
record LiveDaemon(ReconcileLoop loop, EventLog events, Instant since, Semaphore followers) {
  private static final int MOST_FOLLOWERS = 8;

  LiveDaemon(ReconcileLoop loop, EventLog events, Instant since) {
    this(loop, events, since, new Semaphore(MOST_FOLLOWERS));
  }
}
