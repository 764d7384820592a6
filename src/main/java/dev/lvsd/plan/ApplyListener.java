package dev.lvsd.plan;

import java.util.List;

/** Hears how an apply goes on, on the thread that applies. */
public interface ApplyListener {
  /** Hears nothing. */
  ApplyListener SILENT =
      new ApplyListener() {
        @Override
        public void planned(Plan plan) {}

        @Override
        public void progress(int finished, int total) {}

        @Override
        public void draining(List<Outcome.Draining> waiting) {}
      };

  /**
   * Another apply runs; this one waits for it to end. Called once, before {@link #planned}.
   *
   * @param holder who applies, for example {@code process 4711}
   */
  default void waitingForLock(String holder) {}

  /**
   * The plan is made; changes begin.
   *
   * @param plan what will be done
   */
  void planned(Plan plan);

  /**
   * Some changes have ended; called often.
   *
   * @param finished changes that have ended, well or not
   * @param total changes of the plan
   */
  void progress(int finished, int total);

  /**
   * Removals wait for connections to end; called at every look at the table.
   *
   * @param waiting what waits, with its connections
   */
  void draining(List<Outcome.Draining> waiting);
}
