package dev.lvsd.cli.view;

import dev.lvsd.plan.Change;
import dev.lvsd.plan.Plan;
import java.util.EnumMap;
import java.util.Map;

/**
 * A plan in numbers.
 *
 * @param add services and servers that are created
 * @param change services, servers and time-outs whose settings change
 * @param quiesce servers that get no new connections
 * @param remove services and servers that go
 * @param foreign services that stay as they are because nobody defined them
 */
record PlanSummary(int add, int change, int quiesce, int remove, int foreign) {
  static PlanSummary of(Plan plan) {
    Map<Action, Integer> counts = new EnumMap<>(Action.class);
    for (Change change : plan.changes()) {
      counts.merge(change.accept(Action.OF), 1, Integer::sum);
    }
    return new PlanSummary(
        counts.getOrDefault(Action.CREATE, 0),
        counts.getOrDefault(Action.UPDATE, 0),
        counts.getOrDefault(Action.QUIESCE, 0),
        counts.getOrDefault(Action.REMOVE, 0),
        plan.foreign().size());
  }

  /**
   * {@code Plan: 1 to add, 2 to change, 1 to quiesce, 1 to remove; 3 foreign services untouched.}.
   */
  String sentence() {
    String rest =
        foreign == 0 ? "." : "; " + Words.count(foreign, "foreign service") + " untouched.";
    if (add + change + quiesce + remove == 0) {
      return "No changes: the table is as defined" + rest;
    }
    return "Plan: "
        + add
        + " to add, "
        + change
        + " to change, "
        + quiesce
        + " to quiesce, "
        + remove
        + " to remove"
        + rest;
  }
}
