package dev.lvsd.plan;

import static java.util.Objects.requireNonNull;

/** How a change ended. */
public sealed interface Outcome {
  /**
   * The change concerned.
   *
   * @return as the plan has it
   */
  Change change();

  /**
   * Done.
   *
   * @param change the change
   */
  record Done(Change change) implements Outcome {
    /** Refuses null. */
    public Done {
      requireNonNull(change, "change");
    }
  }

  /**
   * Refused by the data plane.
   *
   * @param change the change
   * @param reason operation, object, reason, next step
   */
  record Failed(Change change, String reason) implements Outcome {
    /** Refuses nulls. */
    public Failed {
      requireNonNull(change, "change");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * Not tried, because something that it needs had failed.
   *
   * @param change the change
   * @param reason what had failed
   */
  record Skipped(Change change, String reason) implements Outcome {
    /** Refuses nulls. */
    public Skipped {
      requireNonNull(change, "change");
      requireNonNull(reason, "reason");
    }
  }

  /**
   * A removal that waits for connections to end.
   *
   * @param change the removal
   * @param activeConnections still active
   * @param inactiveConnections still inactive
   */
  record Draining(Change change, long activeConnections, long inactiveConnections)
      implements Outcome {
    /** Refuses null. */
    public Draining {
      requireNonNull(change, "change");
    }
  }
}
