package dev.lvsd.daemon;

import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Change;
import dev.lvsd.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The director, as far as the daemon keeps it. Used by the reconcile thread only. */
public interface Upkeep extends AutoCloseable {
  /**
   * A cheap look, to tell whether a thorough one is worth it.
   *
   * @return equal to an earlier one if most probably nothing has changed meanwhile
   */
  Glance glance();

  /**
   * Compares the director with what is wanted.
   *
   * @return what a repair would change
   */
  Plan plan();

  /**
   * Makes the director as it is wanted. Waits for no connection to end.
   *
   * @param scope which changes are made
   * @param whole whether these are all
   * @return how each change ended
   */
  ApplyReport repair(Predicate<Change> scope, boolean whole);

  /**
   * Whether somebody else is changing the director on purpose right now.
   *
   * @return who, for example {@code process 4711}; empty if nobody
   */
  Optional<String> otherApply();

  /**
   * Does what is due by the clock: goes back where nobody confirmed, carries drains on.
   *
   * @return what was done, one sentence each
   */
  List<String> timers();

  /**
   * Whether {@link #timers} has something to wait for, and should be called every second.
   *
   * @return as of the last call
   */
  boolean timersRun();

  /**
   * Who forwards.
   *
   * @return for example {@code the Java plane, because this kernel has no ip_vs}; as of the last
   *     look
   */
  String dataPlane();

  /**
   * What is kept.
   *
   * @return names of clusters, as of the last look
   */
  List<String> clusters();

  @Override
  void close();

  /**
   * What a cheap look saw.
   *
   * @param wanted changes when something else is wanted
   * @param present changes when somebody changed the director, in nearly all cases
   */
  record Glance(long wanted, long present) {}
}
