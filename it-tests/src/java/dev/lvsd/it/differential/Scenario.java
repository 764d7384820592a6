package dev.lvsd.it.differential;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Steps that were made from a seed. When the planes differ, steps are left out as long as they
 * still do, and what is left is told.
 *
 * @param name for the report, with the seed
 * @param steps in their order
 */
public record Scenario(String name, List<Step> steps) {
  private static final int MOST_RUNS = 60;

  /** Copies the list. */
  public Scenario {
    steps = List.copyOf(steps);
  }

  /** Runs it, on a kernel's table and a plane that are both empty; fails if they differ. */
  public void mustAgree() {
    Optional<AssertionError> difference = run(steps);
    if (difference.isEmpty()) {
      return;
    }
    List<Step> fewest = Shrinking.fewest(steps, some -> run(some).isPresent(), MOST_RUNS);
    throw new AssertionError(
        name
            + ": the planes differ after these "
            + fewest.size()
            + " of "
            + steps.size()
            + " steps:\n    "
            + fewest.stream().map(Step::toString).collect(Collectors.joining("\n    "))
            + "\n"
            + run(fewest).map(Throwable::getMessage).orElse("but not every time"),
        difference.get());
  }

  private Optional<AssertionError> run(List<Step> some) {
    try (Twins twins = new Twins(name)) {
      for (Step each : some) {
        each.run(twins);
      }
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }
}
