package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was wanted from a moment on, and how it came to that.
 *
 * @param number rises by one from entry to entry, from 1
 * @param time when it began, by the wall clock
 * @param user who asked for it
 * @param command what was typed
 * @param reason why, in the words of the user; may be empty
 * @param result how it ended
 * @param clusters SHA-256 of the text of each wanted cluster, in lower-case hex, by the name of the
 *     cluster
 * @param changes which clusters differ from the entry before
 * @param confirmation present while the entry waits for somebody to confirm it
 */
public record HistoryEntry(
    int number,
    Instant time,
    String user,
    String command,
    String reason,
    Result result,
    SortedMap<String, String> clusters,
    List<ClusterChange> changes,
    Optional<Confirmation> confirmation) {
  /** Refuses texts of more than one line; copies map and list. */
  public HistoryEntry {
    if (number < 1) {
      throw new IllegalArgumentException("entry " + number + ": expected 1 or more");
    }
    requireNonNull(time, "time");
    requireNonNull(result, "result");
    requireNonNull(confirmation, "confirmation");
    Checks.line("user", user);
    Checks.line("command", command);
    Checks.line("reason", reason);
    clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    changes = List.copyOf(changes);
  }

  /** How an apply ended, in changes of the table. */
  public record Result(State state, int done, int failed, int waiting) {
    /** Nothing has ended yet; stays so when the process is killed. */
    public static final Result BEGUN = new Result(State.BEGUN, 0, 0, 0);

    /**
     * The end of an apply.
     *
     * @param done changes that were made
     * @param failed changes that were refused, or skipped because of that
     * @param waiting removals that wait for connections to end
     * @return applied if nothing failed
     */
    public static Result of(int done, int failed, int waiting) {
      return new Result(failed == 0 ? State.APPLIED : State.FAILED, done, failed, waiting);
    }

    /**
     * Whether nothing is left to do.
     *
     * @return true if all was done
     */
    public boolean isComplete() {
      return state == State.APPLIED && waiting == 0;
    }
  }

  /** How far an apply came. */
  public enum State {
    /** It runs, or was killed. */
    BEGUN,
    /** Everything was done, or waits for connections to end. */
    APPLIED,
    /** Something was refused. */
    FAILED
  }

  /**
   * A difference to the entry before.
   *
   * @param kind what happened to the cluster
   * @param cluster its name
   */
  public record ClusterChange(Kind kind, String cluster) {
    /** What happened to a cluster. */
    public enum Kind {
      /** It was not wanted before. */
      ADDED,
      /** Its text is another one. */
      CHANGED,
      /** It is not wanted any more. */
      REMOVED
    }

    /**
     * Compares two entries.
     *
     * @param before digests by cluster
     * @param after digests by cluster
     * @return what differs, in the order of names
     */
    public static List<ClusterChange> between(
        Map<String, String> before, Map<String, String> after) {
      SortedMap<String, ClusterChange> changes = new TreeMap<>();
      before.forEach(
          (cluster, digest) -> {
            String now = after.get(cluster);
            if (now == null) {
              changes.put(cluster, new ClusterChange(Kind.REMOVED, cluster));
            } else if (!now.equals(digest)) {
              changes.put(cluster, new ClusterChange(Kind.CHANGED, cluster));
            }
          });
      after.keySet().stream()
          .filter(cluster -> !before.containsKey(cluster))
          .forEach(cluster -> changes.put(cluster, new ClusterChange(Kind.ADDED, cluster)));
      return List.copyOf(changes.values());
    }
  }

  /**
   * Unless somebody confirms the entry in time, lvsd goes back.
   *
   * @param deadline by the wall clock
   * @param fallback the entry to go back to; 0 for nothing wanted
   */
  public record Confirmation(Instant deadline, int fallback) {
    /** Refuses null. */
    public Confirmation {
      requireNonNull(deadline, "deadline");
    }
  }

  /**
   * The same with another result.
   *
   * @param other how it ended
   * @return a copy
   */
  public HistoryEntry withResult(Result other) {
    return new HistoryEntry(
        number, time, user, command, reason, other, clusters, changes, confirmation);
  }

  /**
   * The same with another confirmation.
   *
   * @param other empty: nobody need confirm it
   * @return a copy
   */
  public HistoryEntry withConfirmation(Optional<Confirmation> other) {
    return new HistoryEntry(number, time, user, command, reason, result, clusters, changes, other);
  }
}
