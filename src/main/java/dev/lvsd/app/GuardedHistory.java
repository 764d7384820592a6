package dev.lvsd.app;

import dev.lvsd.cli.HistoryOperations;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The history for a client of the daemon: everybody reads.
 *
 * @param reading answers what changes nothing
 * @param changing answers the rest, or refuses
 */
record GuardedHistory(HistoryOperations reading, Supplier<HistoryOperations> changing)
    implements HistoryOperations {
  @Override
  public Listing list() {
    return reading.list();
  }

  @Override
  public Version version(int number) {
    return reading.version(number);
  }

  @Override
  public Plan planRollback(int number, Going going) {
    return reading.planRollback(number, going);
  }

  @Override
  public ApplyReport rollback(int number, Going going, ApplyListener listener) {
    return changing.get().rollback(number, going, listener);
  }

  @Override
  public Plan planRemoval(String cluster, Going going) {
    return reading.planRemoval(cluster, going);
  }

  @Override
  public ApplyReport remove(String cluster, Going going, ApplyListener listener) {
    return changing.get().remove(cluster, going, listener);
  }

  @Override
  public Optional<HistoryEntry> unconfirmed() {
    return reading.unconfirmed();
  }

  @Override
  public HistoryEntry confirm() {
    return changing.get().confirm();
  }

  @Override
  public ApplyReport revert(Going going, ApplyListener listener) {
    return changing.get().revert(going, listener);
  }

  @Override
  public Optional<ApplyReport> awaitConfirmation(
      HistoryEntry entry, Going going, Consumer<Duration> left, ApplyListener listener) {
    return changing.get().awaitConfirmation(entry, going, left, listener);
  }
}
