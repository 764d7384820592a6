package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that the daemon did or noticed.
 *
 * @param number counts up from 1, over restarts too, as far as the history was kept
 * @param time when, by the wall clock
 * @param kind what happened
 * @param subject what it concerns, for example {@code server 10.2.0.11:80 of tcp 10.1.0.100:80};
 *     empty if it concerns the daemon itself
 * @param text what happened and why, in one line
 */
public record DaemonEvent(long number, Instant time, Kind kind, String subject, String text) {
  /** Refuses nulls. */
  public DaemonEvent {
    requireNonNull(time, "time");
    requireNonNull(kind, "kind");
    requireNonNull(subject, "subject");
    requireNonNull(text, "text");
  }

  /** What can happen. */
  public enum Kind {
    /** The daemon started. */
    STARTED,
    /** The daemon was told to end. */
    STOPPED,
    /** Something else is wanted than before. */
    WANTED,
    /** Something was changed. */
    CHANGED,
    /** Something could not be changed. */
    FAILED,
    /** Something is there that lvsd was not given. */
    FOREIGN,
    /** Another writer keeps undoing a change. */
    CONTENDED,
    /** Repairs are suspended. */
    PAUSED,
    /** Repairs go on. */
    RESUMED,
    /** Worth knowing. */
    NOTE
  }
}
