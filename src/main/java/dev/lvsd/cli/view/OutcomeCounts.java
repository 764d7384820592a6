package dev.lvsd.cli.view;

import dev.lvsd.plan.Outcome;
import java.util.List;

/**
 * How many changes ended in which way.
 *
 * @param done carried out
 * @param failed refused
 * @param skipped not tried
 * @param draining waiting for connections to end
 */
record OutcomeCounts(int done, int failed, int skipped, int draining) {
  static OutcomeCounts of(List<Outcome> outcomes) {
    return new OutcomeCounts(
        count(outcomes, Outcome.Done.class),
        count(outcomes, Outcome.Failed.class),
        count(outcomes, Outcome.Skipped.class),
        count(outcomes, Outcome.Draining.class));
  }

  private static int count(List<Outcome> outcomes, Class<? extends Outcome> kind) {
    return (int) outcomes.stream().filter(kind::isInstance).count();
  }
}
