package dev.lvsd.wanted;

import dev.lvsd.config.ClusterDocument;
import dev.lvsd.config.DefinitionReader;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.ClusterService;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServiceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody wants to be wanted. Pure.
 *
 * @param texts the documents of all clusters from now on, by their names
 * @param whole what these say
 * @param planned the clusters that are looked at; those not in {@code whole} want nothing any more
 * @param notes what the reader of the plan should know, one sentence each
 */
record Intent(
    SortedMap<String, String> texts, Definition whole, Definition planned, List<String> notes) {

  /** Some clusters are as their documents say; the others stay. */
  static Intent apply(List<ClusterDocument> documents, Wanted wanted) {
    Definition planned = new Definition(documents.stream().map(ClusterDocument::cluster).toList());
    Map<String, String> applied = new TreeMap<>();
    documents.forEach(document -> applied.put(document.cluster().name(), document.text()));
    SortedMap<String, String> texts = new TreeMap<>(wanted.texts());
    texts.keySet().removeAll(applied.keySet());
    List<String> notes = new ArrayList<>(wanted.warnings());
    List<Cluster> whole = new ArrayList<>(planned.clusters());
    for (Cluster other : wanted.defined().clusters()) {
      if (texts.containsKey(other.name())) {
        if (isTakenOver(other, planned)) {
          texts.remove(other.name());
          notes.add(
              "cluster "
                  + other.name()
                  + " is no longer wanted: its services are all defined here");
        } else {
          whole.add(other);
        }
      }
    }
    refuseContradictions(applied, texts, wanted.entry());
    texts.putAll(applied);
    return new Intent(texts, new Definition(whole), planned, notes);
  }

  /** What an earlier entry wanted is wanted again, and nothing else. */
  static Intent rollback(int entry, SortedMap<String, String> texts, Wanted wanted) {
    Problems problems = new Problems();
    Definition whole =
        DefinitionReader.readTexts(Wanted.labelled(entry, texts), problems)
            .orElseThrow(
                () ->
                    new LvsdException(
                        Blame.USER,
                        Wanted.first(problems) + "; this version of lvsd does not take it"));
    Set<String> gone = new HashSet<>(wanted.texts().keySet());
    gone.removeAll(texts.keySet());
    return new Intent(texts, whole, with(whole, gone), wanted.warnings());
  }

  /** One cluster is not wanted any more. */
  static Intent remove(String cluster, Wanted wanted) {
    SortedMap<String, String> texts = new TreeMap<>(wanted.texts());
    texts.remove(cluster);
    Definition whole =
        new Definition(
            wanted.defined().clusters().stream()
                .filter(other -> !other.name().equals(cluster))
                .toList());
    Definition planned = new Definition(List.of(Cluster.empty(cluster)));
    return new Intent(texts, whole, planned, wanted.warnings());
  }

  private static Definition with(Definition definition, Set<String> gone) {
    List<Cluster> clusters = new ArrayList<>(definition.clusters());
    gone.stream().sorted().map(Cluster::empty).forEach(clusters::add);
    return new Definition(clusters);
  }

  private static boolean isTakenOver(Cluster other, Definition by) {
    Set<ServiceKey> keys = new HashSet<>();
    by.clusters().forEach(cluster -> cluster.services().forEach(s -> keys.add(s.spec().key())));
    List<ClusterService> services = other.services();
    return !services.isEmpty() && services.stream().allMatch(s -> keys.contains(s.spec().key()));
  }

  /** Clusters of one director must not have the same service, or contrary settings. */
  private static void refuseContradictions(
      Map<String, String> applied, SortedMap<String, String> others, int entry) {
    if (others.isEmpty()) {
      return;
    }
    Problems ofOthers = new Problems();
    SortedMap<String, String> kept = Wanted.labelled(entry, others);
    if (DefinitionReader.readTexts(kept, ofOthers).isEmpty()) {
      return; // it was so before, and was told
    }
    Map<String, String> all = new TreeMap<>(kept);
    applied.forEach((cluster, text) -> all.put("cluster " + cluster, text));
    Problems problems = new Problems();
    if (DefinitionReader.readTexts(all, problems).isEmpty()) {
      throw new LvsdException(
          Blame.USER,
          Wanted.first(problems)
              + "; nothing was changed: apply both clusters together, or remove the other one with"
              + " lvsctl remove");
    }
  }
}
