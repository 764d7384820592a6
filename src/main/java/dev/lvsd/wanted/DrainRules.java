package dev.lvsd.wanted;

import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.model.ServerStatus;
import java.time.Instant;
import java.util.Optional;

/** What is to be done for a drain, from how things stand. Pure. */
final class DrainRules {
  private DrainRules() {}

  /** The next step of a drain. */
  sealed interface Step {
    /** Nothing but waiting, or nothing any more. */
    record Wait() implements Step {}

    /** Somebody gave the server weight; it gets new connections. */
    record Quiesce() implements Step {}

    /**
     * It has ended.
     *
     * @param open connections that there still are
     */
    record End(long open) implements Step {}

    /**
     * It has ended, and the server is in the table still.
     *
     * @param cut whether its connections may be cut
     */
    record Remove(boolean cut) implements Step {}
  }

  private static final Step WAIT = new Step.Wait();

  /** Connections that a drain waits for, and clients that will come back to the server. */
  static long connections(ServerStatus server) {
    return server.activeConnections()
        + server.inactiveConnections()
        + server.persistentConnections();
  }

  /**
   * Decides.
   *
   * @param server as the table has it; empty: it is not there
   */
  static Step next(Drain drain, Optional<ServerStatus> server, Instant now) {
    long open = server.map(DrainRules::connections).orElse(0L);
    boolean late = drain.deadline().filter(deadline -> !now.isBefore(deadline)).isPresent();
    if (drain.end().isPresent()) {
      boolean cut = late || drain.end().get().open() > 0;
      return server.isPresent() && drain.then() == Then.REMOVE ? new Step.Remove(cut) : WAIT;
    }
    if (open == 0 || late) {
      return new Step.End(open);
    }
    return server.isPresent() && server.get().spec().weight() > 0 ? new Step.Quiesce() : WAIT;
  }
}
