package dev.lvsd.cli.view;

import dev.lvsd.diag.Problem;
import java.io.PrintWriter;
import java.util.List;

/** Problems of a definition, one line each, and their number. */
public final class ProblemText {
  private ProblemText() {}

  /**
   * Writes the problems; nothing if there is none.
   *
   * @param problems in the order to show
   * @param out where to
   */
  public static void write(List<Problem> problems, PrintWriter out) {
    if (problems.isEmpty()) {
      return;
    }
    problems.forEach(out::println);
    long errors = count(problems, Problem.Severity.ERROR);
    long warnings = count(problems, Problem.Severity.WARNING);
    out.println(
        errors == 0
            ? Words.count(warnings, "warning")
            : Words.count(errors, "error")
                + (warnings == 0 ? "" : ", " + Words.count(warnings, "warning")));
  }

  private static long count(List<Problem> problems, Problem.Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }
}
