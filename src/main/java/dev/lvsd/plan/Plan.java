package dev.lvsd.plan;

import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.List;

/**
 * What apply would do, in order: modules, sysctls, time-outs, services created or updated, servers
 * added or updated, VIPs added, sync daemons, servers quiesced, servers removed, services removed,
 * VIPs removed, sysctls restored.
 *
 * @param changes the steps; empty when everything is as wanted
 * @param foreign services that nobody defined; they stay as they are
 * @param notes what the reader should know and apply does not change, one sentence each
 */
public record Plan(List<Change> changes, List<VirtualService> foreign, List<String> notes) {
  /** Copies the lists. */
  public Plan {
    changes = List.copyOf(changes);
    foreign = List.copyOf(foreign);
    notes = List.copyOf(notes);
  }

  /**
   * The same plan with more notes, in front of the others.
   *
   * @param more one sentence each
   * @return a copy
   */
  public Plan withNotes(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(notes);
    return new Plan(changes, foreign, all);
  }

  /**
   * Whether there is nothing to do.
   *
   * @return true when there are no changes
   */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
