package dev.lvsd.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon is.
 *
 * @param version of lvsd
 * @param pid its process
 * @param since when it started
 * @param period time from one look at the director to the next
 * @param dataPlane who forwards, and why; empty before the first look
 * @param clusters names of the clusters that are kept
 * @param paused present while repairs are suspended
 * @param round the last look; empty before the first
 * @param rounds looks so far
 * @param repairs changes made so far that nobody asked for
 * @param foreign services that lvsd was not given
 * @param contended what another writer keeps undoing
 */
public record DaemonStatus(
    String version,
    long pid,
    Instant since,
    Duration period,
    String dataPlane,
    List<String> clusters,
    Optional<Pause> paused,
    Optional<Round> round,
    long rounds,
    long repairs,
    int foreign,
    List<Contended> contended) {
  /** Copies the lists. */
  public DaemonStatus {
    clusters = List.copyOf(clusters);
    contended = List.copyOf(contended);
  }

  /**
   * Repairs are suspended.
   *
   * @param since when that began
   * @param until when it ends by itself; empty: never
   * @param who asked for it
   */
  public record Pause(Instant since, Optional<Instant> until, String who) {}

  /**
   * A look at the director.
   *
   * @param time when it began
   * @param took how long it took, changes included
   * @param changes that were made
   * @param failures changes that could not be made
   * @param pending changes that are left: drains, failures, and what is contended
   * @param problem why there was no look at all; empty if there was
   */
  public record Round(
      Instant time, Duration took, int changes, int failures, int pending, String problem) {}

  /**
   * Something that another writer keeps undoing.
   *
   * @param subject what
   * @param times how often it was repaired in a row
   * @param next when it is repaired again
   */
  public record Contended(String subject, int times, Instant next) {}
}
