package dev.lvsd.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects every problem of a run, so that all are reported at once. Owned by the thread that
 * reads.
 */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Starts without problems. */
  public Problems() {}

  /**
   * Adds a problem.
   *
   * @param problem what was found
   */
  public void add(Problem problem) {
    found.add(problem);
  }

  /**
   * Adds an error.
   *
   * @param position where in the file
   * @param path where in the document
   * @param message what is wrong
   * @param hint what to try, or empty
   */
  public void error(Position position, String path, String message, String hint) {
    add(new Problem(Problem.Severity.ERROR, position, path, message, hint));
  }

  /**
   * Adds a warning.
   *
   * @param position where in the file
   * @param path where in the document
   * @param message what is worth knowing
   * @param hint what to try, or empty
   */
  public void warning(Position position, String path, String message, String hint) {
    add(new Problem(Problem.Severity.WARNING, position, path, message, hint));
  }

  /**
   * Whether anything stops the work.
   *
   * @return true if there is an error
   */
  public boolean hasErrors() {
    return found.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  /**
   * Everything found so far.
   *
   * @return in the order of files, lines and columns
   */
  public List<Problem> all() {
    return found.stream().sorted(Comparator.comparing(Problem::position)).toList();
  }
}
