package dev.lvsd.reconcile;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.BatchListener;
import dev.lvsd.ipvs.FailureMode;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives steps to the data plane and books how they ended. After a failure that ends the run -- any
 * with fail-fast, or the data plane being gone -- steps are only booked as skipped.
 */
final class CommandRunner {
  private final DataPlane dataPlane;
  private final FailureMode mode;
  private final Halt halt;
  private final Outcomes outcomes;

  CommandRunner(DataPlane dataPlane, FailureMode mode, Halt halt, Outcomes outcomes) {
    this.dataPlane = dataPlane;
    this.mode = mode;
    this.halt = halt;
    this.outcomes = outcomes;
  }

  /** Every step has an outcome afterwards. */
  void run(List<Step.OfTable> steps) {
    List<Step.OfTable> rest = steps;
    while (!rest.isEmpty() && !halt.isHalted()) {
      Answers answers = new Answers(rest);
      try {
        List<IpvsCommand> commands = rest.stream().map(Step.OfTable::command).toList();
        dataPlane.ipvs().execute(commands, mode, answers);
        rest = answers.rest();
        if (answers.answered == 0) {
          throw new IllegalStateException("the data plane answered none of " + rest.size());
        }
      } catch (LvsdException e) {
        rest = answers.rest();
        gone(rest, e);
      }
    }
    if (halt.isHalted()) {
      halt.skip(rest, outcomes);
    }
  }

  /** The data plane did not answer a question; {@code steps} cannot be decided any more. */
  void gone(List<Step.OfTable> steps, LvsdException failure) {
    for (Step.OfTable step : steps) {
      if (halt.isHalted()) {
        halt.skip(List.of(step), outcomes);
      } else {
        outcomes.failed(step, message(failure));
        halt.because("not tried, because the data plane stopped answering");
      }
    }
  }

  boolean isHalted() {
    return halt.isHalted();
  }

  private static String message(LvsdException failure) {
    return String.valueOf(failure.getMessage());
  }

  /** Matches answers, which come in the order of the steps, to their steps. */
  private final class Answers implements BatchListener {
    private final List<Step.OfTable> steps;
    private final List<Step.OfTable> again = new ArrayList<>();
    private int answered;

    Answers(List<Step.OfTable> steps) {
      this.steps = steps;
    }

    @Override
    public void done(IpvsCommand command) {
      outcomes.done(steps.get(answered++));
    }

    @Override
    public void failed(IpvsCommand command, IpvsException failure) {
      Step.OfTable step = steps.get(answered++);
      if (!step.race().errnos().contains(failure.errno())) {
        outcomes.failed(step, message(failure));
        if (mode == FailureMode.STOP) {
          halt.because("not tried, because an earlier change failed: " + command.describe());
        }
      } else if (step.race().instead().isPresent()) {
        again.add(step.instead(step.race().instead().get()));
      } else {
        outcomes.done(step);
      }
    }

    /** Steps to be made in another way, then those that were not tried. */
    List<Step.OfTable> rest() {
      List<Step.OfTable> rest = new ArrayList<>(again);
      rest.addAll(steps.subList(answered, steps.size()));
      return rest;
    }
  }
}
