package dev.lvsd.plan;

/**
 * How removals and interruptions are planned.
 *
 * @param prune whether services that nobody defined are removed
 * @param now whether removals may cut open connections instead of quiescing first
 * @param reloadModule whether {@code ip_vs} may be loaded anew for another table, which cuts every
 *     connection
 */
public record PlanOptions(boolean prune, boolean now, boolean reloadModule) {
  /** Foreign services stay, and nothing is cut. */
  public static final PlanOptions GENTLE = new PlanOptions(false, false, false);
}
