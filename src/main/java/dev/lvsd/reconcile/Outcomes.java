package dev.lvsd.reconcile;

import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.Outcome;
import dev.lvsd.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects how each change of a plan ended. Belongs to the thread that applies. */
final class Outcomes {
  private final @Nullable Outcome[] ended;
  private final ApplyListener listener;
  private int count;

  Outcomes(Plan plan, ApplyListener listener) {
    this.ended = new Outcome[plan.changes().size()];
    this.listener = listener;
  }

  void done(Step step) {
    end(step, new Outcome.Done(step.change()));
  }

  void failed(Step step, String reason) {
    end(step, new Outcome.Failed(step.change(), reason));
  }

  void skipped(Step step, String reason) {
    end(step, new Outcome.Skipped(step.change(), reason));
  }

  /** The change goes on without us. */
  void left(Step step, Outcome waiting) {
    end(step, waiting);
  }

  boolean isOpen(Step step) {
    return ended[step.index()] == null;
  }

  boolean isDone(Step step) {
    return ended[step.index()] instanceof Outcome.Done;
  }

  /** How a step ended that has ended. */
  Outcome of(Step step) {
    return Objects.requireNonNull(ended[step.index()]);
  }

  private void end(Step step, Outcome outcome) {
    if (!isOpen(step)) {
      throw new IllegalStateException(step.change() + " ended twice");
    }
    ended[step.index()] = outcome;
    count++;
    listener.progress(count, ended.length);
  }

  /** One outcome for each change, in the order of the plan. */
  List<Outcome> all() {
    return Arrays.stream(ended).map(Objects::requireNonNull).toList();
  }
}
