package dev.lvsd.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How an apply ended.
 *
 * @param plan what was to be done
 * @param outcomes one for each change of the plan, in its order
 * @param warnings what went wrong beside the changes, one sentence each
 * @param took from the first look at the table to the last answer, waiting for connections included
 */
public record ApplyReport(Plan plan, List<Outcome> outcomes, List<String> warnings, Duration took) {
  /** Copies the lists. */
  public ApplyReport {
    outcomes = List.copyOf(outcomes);
    warnings = List.copyOf(warnings);
  }

  /**
   * The same report with another warning, in front of the others.
   *
   * @param warning one sentence
   * @return a copy
   */
  public ApplyReport withWarning(String warning) {
    List<String> all = new ArrayList<>(List.of(warning));
    all.addAll(warnings);
    return new ApplyReport(plan, outcomes, all, took);
  }

  /**
   * Whether something was refused or skipped.
   *
   * @return true unless everything is done or draining
   */
  public boolean hasFailures() {
    return outcomes.stream()
        .anyMatch(o -> o instanceof Outcome.Failed || o instanceof Outcome.Skipped);
  }

  /**
   * Whether removals still wait for connections to end.
   *
   * @return true if an apply later on has something left to do
   */
  public boolean isDraining() {
    return outcomes.stream().anyMatch(Outcome.Draining.class::isInstance);
  }
}
