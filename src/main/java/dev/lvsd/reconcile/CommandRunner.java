package dev.lvsd.reconcile;

import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives steps to the data plane and books how they ended. After a failure that ends the run -- any
 * with fail-fast, or the data plane being gone -- steps are only booked as skipped.
 */
final class CommandRunner {
  private final Ipvs ipvs;
  private final FailureMode mode;
  private final Outcomes outcomes;
  private @Nullable String halted;

  CommandRunner(Ipvs ipvs, FailureMode mode, Outcomes outcomes) {
    this.ipvs = ipvs;
    this.mode = mode;
    this.outcomes = outcomes;
  }

  /** Every step has an outcome afterwards. */
  void run(List<Step> steps) {
    List<Step> rest = steps;
    while (!rest.isEmpty() && halted == null) {
      Answers answers = new Answers(rest);
      try {
        ipvs.execute(rest.stream().map(Step::command).toList(), mode, answers);
        rest = answers.rest();
        if (answers.answered == 0) {
          throw new IllegalStateException("the data plane answered none of " + rest.size());
        }
      } catch (IpvsException e) {
        rest = answers.rest();
        gone(rest, e);
      }
    }
    if (halted != null) {
      for (Step step : rest) {
        if (outcomes.isOpen(step)) {
          outcomes.skipped(step, halted);
        }
      }
    }
  }

  /** The data plane did not answer a question; {@code steps} cannot be decided any more. */
  void gone(List<Step> steps, IpvsException failure) {
    for (Step step : steps) {
      if (halted == null) {
        outcomes.failed(step, message(failure));
        halted = "not tried, because the data plane stopped answering";
      } else {
        outcomes.skipped(step, halted);
      }
    }
  }

  boolean isHalted() {
    return halted != null;
  }

  private static String message(IpvsException failure) {
    return String.valueOf(failure.getMessage());
  }

  /** Matches answers, which come in the order of the steps, to their steps. */
  private final class Answers implements BatchListener {
    private final List<Step> steps;
    private final List<Step> again = new ArrayList<>();
    private int answered;

    Answers(List<Step> steps) {
      this.steps = steps;
    }

    @Override
    public void done(IpvsCommand command) {
      outcomes.done(steps.get(answered++));
    }

    @Override
    public void failed(IpvsCommand command, IpvsException failure) {
      Step step = steps.get(answered++);
      if (!step.race().errnos().contains(failure.errno())) {
        outcomes.failed(step, message(failure));
        if (mode == FailureMode.STOP) {
          halted = "not tried, because an earlier change failed: " + command.describe();
        }
      } else if (step.race().instead().isPresent()) {
        again.add(step.instead(step.race().instead().get()));
      } else {
        outcomes.done(step);
      }
    }

    /** Steps to be made in another way, then those that were not tried. */
    List<Step> rest() {
      List<Step> rest = new ArrayList<>(again);
      rest.addAll(steps.subList(answered, steps.size()));
      return rest;
    }
  }
}
