package dev.lvsd.cli;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Answers what a test laid down, and keeps what it was asked. */
final class ScriptedHistory implements HistoryOperations {
  final List<HistoryEntry> entries = new ArrayList<>();
  final List<SortedMap<String, String>> texts = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  Plan plan = Samples.plan();
  boolean reverts;
  boolean confirms;

  /** An entry with texts by cluster, in pairs. */
  void entry(HistoryEntry entry, String... clustersAndTexts) {
    entries.add(entry);
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < clustersAndTexts.length; i += 2) {
      map.put(clustersAndTexts[i], clustersAndTexts[i + 1]);
    }
    texts.add(map);
  }

  @Override
  public Listing list() {
    return new Listing(entries, List.of());
  }

  @Override
  public Version version(int number) {
    int index = number == 0 ? entries.size() - 1 : number - 1;
    if (index < 0 || index >= entries.size()) {
      throw new LvsdException(Blame.USER, "there is no entry " + number);
    }
    return new Version(entries.get(index), texts.get(index));
  }

  @Override
  public Plan planRollback(int number, Going going) {
    asked.add("plan rollback " + number);
    return plan;
  }

  @Override
  public ApplyReport rollback(int number, Going going, ApplyListener listener) {
    return done("rollback " + number, going, listener);
  }

  @Override
  public Plan planRemoval(String cluster, Going going) {
    asked.add("plan remove " + cluster);
    return plan;
  }

  @Override
  public ApplyReport remove(String cluster, Going going, ApplyListener listener) {
    return done("remove " + cluster, going, listener);
  }

  @Override
  public Optional<HistoryEntry> unconfirmed() {
    return entries.stream().filter(entry -> entry.confirmation().isPresent()).findFirst();
  }

  @Override
  public HistoryEntry confirm() {
    HistoryEntry confirmed = unconfirmed().orElseThrow().withConfirmation(Optional.empty());
    entries.set(entries.size() - 1, confirmed);
    return confirmed;
  }

  @Override
  public ApplyReport revert(Going going, ApplyListener listener) {
    return done("revert", going, listener);
  }

  @Override
  public Optional<ApplyReport> awaitConfirmation(
      HistoryEntry entry, Going going, Consumer<Duration> left, ApplyListener listener) {
    left.accept(Duration.ofSeconds(59));
    if (confirms) {
      confirm();
    }
    return reverts ? Optional.of(done("revert by itself", going, listener)) : Optional.empty();
  }

  private ApplyReport done(String what, Going going, ApplyListener listener) {
    asked.add(what + (going.remark().reason().isEmpty() ? "" : ": " + going.remark().reason()));
    listener.planned(plan);
    List<Outcome> outcomes = plan.changes().stream().<Outcome>map(Outcome.Done::new).toList();
    return new ApplyReport(plan, outcomes, List.of(), Duration.ofMillis(42));
  }
}
