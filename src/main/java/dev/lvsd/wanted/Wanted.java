package dev.lvsd.wanted;

import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Problem;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import dev.lvsd.model.HistoryEntry;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Ownership;
import dev.lvsd.plan.Overrides;
import dev.lvsd.reconcile.Undertaking;
import dev.lvsd.state.History;
import dev.lvsd.state.OverrideStore;
import dev.lvsd.state.StateDirectory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is wanted now.
 *
 * @param entry the entry of the history that says so; 0 if nothing was ever applied
 * @param texts the YAML document of each wanted cluster, by the cluster's name
 * @param defined what these say; a cluster whose text cannot be read any more is left out
 * @param leaving clusters that are not wanted any more and have services in the table still
 * @param overrides what operators said of single servers
 * @param warnings what could not be read, one sentence each
 */
public record Wanted(
    int entry,
    SortedMap<String, String> texts,
    Definition defined,
    Set<String> leaving,
    Overrides overrides,
    List<String> warnings) {
  /** Copies map, set and list. */
  public Wanted {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    leaving = Collections.unmodifiableSortedSet(new TreeSet<>(leaving));
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads it. What cannot be read becomes a warning.
   *
   * @param state where it is remembered
   * @return what is wanted
   */
  public static Wanted read(StateDirectory state) {
    return read(state, Optional.empty(), Set.of());
  }

  /**
   * Reads it for a decision.
   *
   * @param state where it is remembered
   * @param decision knows which clusters it needs no definition of; {@link #defined} lacks those
   * @return what is wanted
   */
  static Wanted readFor(StateDirectory state, Decision decision) {
    return read(state, Optional.empty(), decision.replaced());
  }

  /**
   * Reads it again; definitions whose texts did not change are not read anew.
   *
   * @param state where it is remembered
   * @param before what was read before, if anything
   * @return what is wanted
   */
  public static Wanted read(StateDirectory state, Optional<Wanted> before) {
    return read(state, before, Set.of());
  }

  private static Wanted read(StateDirectory state, Optional<Wanted> before, Set<String> notToRead) {
    History.Current current = state.history().current();
    OverrideStore.Remembered overrides = state.overrides().read();
    List<String> warnings = new ArrayList<>(current.warnings());
    warnings.addAll(overrides.warnings());
    Optional<Wanted> same =
        before.filter(b -> b.texts().equals(current.texts()) && b.warnings().isEmpty());
    SortedMap<String, String> toRead = new TreeMap<>(current.texts());
    toRead.keySet().removeAll(notToRead);
    Definition defined =
        same.isPresent() ? same.get().defined() : definition(current.number(), toRead, warnings);
    return new Wanted(
        current.number(),
        current.texts(),
        defined,
        current.warnings().isEmpty() ? leaving(state, current) : Set.of(),
        new Overrides(overrides.overrides()),
        warnings);
  }

  /**
   * Only what an entry of the history took away on purpose: a cluster that is managed and that the
   * history does not know was applied by an earlier lvsd.
   */
  private static Set<String> leaving(StateDirectory state, History.Current current) {
    Set<String> removed = new TreeSet<>();
    for (HistoryEntry entry : state.history().load().entries()) {
      entry.changes().stream()
          .filter(change -> change.kind() == HistoryEntry.ClusterChange.Kind.REMOVED)
          .forEach(change -> removed.add(change.cluster()));
    }
    removed.removeAll(current.texts().keySet());
    if (!removed.isEmpty()) {
      Ownership ownership = state.ownership().read().ownership();
      removed.removeIf(cluster -> ownership.of(cluster).equals(Managed.NOTHING));
    }
    return removed;
  }

  /**
   * What is to be in the table.
   *
   * @return the definition with the overrides in it, and what is to be known of that
   */
  public Undertaking.Target target() {
    List<Cluster> clusters = new ArrayList<>(defined.clusters());
    leaving.stream().map(Cluster::empty).forEach(clusters::add);
    Overrides.Merged merged = overrides.on(new Definition(clusters));
    List<String> notes = new ArrayList<>(warnings);
    notes.addAll(merged.notes());
    return new Undertaking.Target(merged.definition(), merged.definition(), notes);
  }

  /** Reads texts of one entry; what cannot be read is left out, with a warning. */
  static Definition definition(int entry, SortedMap<String, String> texts, List<String> warnings) {
    Problems problems = new Problems();
    Optional<Definition> together = DefinitionReader.readTexts(labelled(entry, texts), problems);
    if (together.isPresent()) {
      return together.get();
    }
    List<Cluster> clusters = new ArrayList<>();
    labelled(entry, texts)
        .forEach(
            (label, text) -> {
              Problems own = new Problems();
              DefinitionReader.readTexts(Map.of(label, text), own)
                  .ifPresentOrElse(
                      alone -> clusters.addAll(alone.clusters()),
                      () -> warnings.add(first(own) + "; the cluster is left as it is"));
            });
    return new Definition(clusters);
  }

  /** How texts of an entry are called in problems. */
  static SortedMap<String, String> labelled(int entry, SortedMap<String, String> texts) {
    SortedMap<String, String> labelled = new TreeMap<>();
    texts.forEach(
        (cluster, text) -> labelled.put("history " + entry + ", cluster " + cluster, text));
    return labelled;
  }

  /** The first error, as one sentence. */
  static String first(Problems problems) {
    return problems.all().stream()
        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
        .map(Problem::toString)
        .findFirst()
        .orElseThrow();
  }
}
