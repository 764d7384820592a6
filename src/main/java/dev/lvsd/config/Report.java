package dev.lvsd.config;

import dev.lvsd.diag.Position;

/** Says of one file what is wrong with it. */
final class Report {
  private final String file;
  private final Run run;
  private int errors;

  Report(String file, Run run) {
    this.file = file;
    this.run = run;
  }

  Position position(int line, int column) {
    return new Position(file, line, column);
  }

  /** What the documents of all files share. */
  Run run() {
    return run;
  }

  void error(int line, int column, String path, String message, String hint) {
    errors++;
    if (run.admits()) {
      run.problems().error(position(line, column), path, message, hint);
    }
  }

  void warning(int line, int column, String path, String message, String hint) {
    if (run.admits()) {
      run.problems().warning(position(line, column), path, message, hint);
    }
  }

  /** How many errors there were, also those that were not kept. */
  int errors() {
    return errors;
  }
}
