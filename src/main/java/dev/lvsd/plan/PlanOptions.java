package dev.lvsd.plan;

/**
 * How removals are planned.
 *
 * @param prune whether services that nobody defined are removed
 * @param now whether removals may cut open connections instead of quiescing first
 */
public record PlanOptions(boolean prune, boolean now) {
  /** Foreign services stay, and nothing is cut. */
  public static final PlanOptions GENTLE = new PlanOptions(false, false);
}
