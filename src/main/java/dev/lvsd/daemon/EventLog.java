package dev.lvsd.daemon;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.DaemonEvent;
import dev.lvsd.model.DaemonEvent.Kind;
import dev.lvsd.state.EventFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the daemon did and noticed: the last {@value #KEPT} events in memory, as many as fit in the
 * state directory, all of them in the log. Any thread may add and read.
 */
public final class EventLog {
  private static final Logger LOG = System.getLogger("lvsd");
  private static final int KEPT = 1000;

  private final EventFile file;
  private final InstantSource clock;

  /** Guarded by this. */
  private final Deque<DaemonEvent> events = new ArrayDeque<>();

  private long last;
  private boolean fileFailed;

  /**
   * Goes on with the events that were kept.
   *
   * @param file where they are kept
   * @param clock wall clock
   */
  public EventLog(EventFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    for (DaemonEvent event : file.read()) {
      keep(event);
    }
  }

  private void keep(DaemonEvent event) {
    if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.addLast(event);
    last = Math.max(last, event.number());
  }

  /**
   * Something happened.
   *
   * @param kind what
   * @param subject what it concerns; empty for the daemon itself
   * @param text what happened and why
   */
  public synchronized void add(Kind kind, String subject, String text) {
    DaemonEvent event = new DaemonEvent(last + 1, clock.instant(), kind, subject, text);
    LOG.log(level(kind), subject.isEmpty() ? text : subject + ": " + text);
    keep(event);
    try {
      file.append(event);
      fileFailed = false;
    } catch (LvsdException e) {
      if (!fileFailed) {
        LOG.log(Level.WARNING, "events are not kept: " + e.getMessage());
      }
      fileFailed = true;
    }
  }

  private static Level level(Kind kind) {
    return switch (kind) {
      case FAILED, CONTENDED, FOREIGN -> Level.WARNING;
      default -> Level.INFO;
    };
  }

  /**
   * Events after one.
   *
   * @param number of that one; 0 for all that are in memory
   * @return oldest first
   */
  public synchronized List<DaemonEvent> after(long number) {
    return events.stream().filter(event -> event.number() > number).toList();
  }
}
