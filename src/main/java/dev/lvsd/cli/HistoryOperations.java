package dev.lvsd.cli;

import dev.lvsd.model.HistoryEntry;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What was wanted, and going back to it. */
public interface HistoryOperations {
  /**
   * What was applied.
   *
   * @return all entries that are kept
   */
  Listing list();

  /**
   * One entry with the definitions that it wanted.
   *
   * @param number of the entry; 0 for the newest
   * @return the entry
   * @throws dev.lvsd.diag.LvsdException if there is none, or it cannot be read
   */
  Version version(int number);

  /**
   * What {@link #rollback} would do.
   *
   * @param number of an entry
   * @param going how to remove
   * @return the plan
   */
  Plan planRollback(int number, Going going);

  /**
   * Wants again what an entry wanted, and makes the table so.
   *
   * @param number of an entry
   * @param going how to remove, and what the history says of it
   * @param listener hears about progress
   * @return how each change ended
   */
  ApplyReport rollback(int number, Going going, ApplyListener listener);

  /**
   * What {@link #remove} would do.
   *
   * @param cluster name of a cluster that was applied
   * @param going how to remove
   * @return the plan
   */
  Plan planRemoval(String cluster, Going going);

  /**
   * Wants a cluster no longer, and removes its services.
   *
   * @param cluster name of a cluster that was applied
   * @param going how to remove, and what the history says of it
   * @param listener hears about progress
   * @return how each change ended
   */
  ApplyReport remove(String cluster, Going going, ApplyListener listener);

  /**
   * The entry that the last apply through these operations made and that must be confirmed, or was
   * already.
   *
   * @return empty if there is nothing to confirm
   */
  Optional<HistoryEntry> unconfirmed();

  /**
   * What waits for its confirmation stays.
   *
   * @return its entry
   * @throws dev.lvsd.diag.LvsdException if nothing waits
   */
  HistoryEntry confirm();

  /**
   * Goes back to what was wanted before the apply that waits for its confirmation.
   *
   * @param going how to remove, and what the history says of it
   * @param listener hears about progress
   * @return how each change ended
   * @throws dev.lvsd.diag.LvsdException if nothing waits
   */
  ApplyReport revert(Going going, ApplyListener listener);

  /**
   * Waits until the apply that waits for its confirmation has been confirmed or reverted, by
   * whomever, and reverts it when its deadline has passed.
   *
   * @param entry what {@link #unconfirmed} answered
   * @param going as for {@link #revert}
   * @param left hears now and then how much time is left
   * @param listener hears about progress of the revert
   * @return how that ended; empty if somebody else ended the wait
   */
  Optional<ApplyReport> awaitConfirmation(
      HistoryEntry entry, Going going, Consumer<Duration> left, ApplyListener listener);

  /**
   * The history.
   *
   * @param entries oldest first
   * @param warnings what could not be read, one sentence each
   */
  record Listing(List<HistoryEntry> entries, List<String> warnings) {}

  /**
   * One entry in full.
   *
   * @param entry what the history says of it
   * @param texts the YAML document of each cluster as it was written, by the cluster's name
   */
  record Version(HistoryEntry entry, SortedMap<String, String> texts) {}

  /**
   * How something goes, and why.
   *
   * @param now remove at once instead of quiescing first
   * @param drainWait how long to wait for connections of what is removed to end
   * @param drainDeadline cut what is still open after this long; empty: never
   * @param remark what the history says
   */
  record Going(
      boolean now,
      Duration drainWait,
      Optional<Duration> drainDeadline,
      Operations.Remark remark) {}
}
