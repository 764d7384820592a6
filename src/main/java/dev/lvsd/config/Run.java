package dev.lvsd.config;

import dev.lvsd.diag.Position;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.ServiceKey;

/** What the documents of all files share. Owned by the thread that reads. */
final class Run {
  private final Problems problems;
  private final Unique<String> clusterNames = new Unique<>();
  private final Unique<ServiceKey> services = new Unique<>();
  private final DirectorSettings directorSettings = new DirectorSettings();
  private int reported;

  Run(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  Unique<String> clusterNames() {
    return clusterNames;
  }

  Unique<ServiceKey> services() {
    return services;
  }

  DirectorSettings directorSettings() {
    return directorSettings;
  }

  /** Whether one more problem is kept; the first that is not is replaced by a remark. */
  boolean admits() {
    reported++;
    if (reported == Limits.PROBLEMS + 1) {
      problems.error(
          new Position("definition", 0, 0),
          "",
          "more than " + Limits.PROBLEMS + " problems; the first " + Limits.PROBLEMS + " are shown",
          "");
    }
    return reported <= Limits.PROBLEMS;
  }
}
