package dev.lvsd.diag;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong with what a user wrote.
 *
 * @param severity whether it stops the work
 * @param position where
 * @param path where inside the document, such as {@code services[0].port}; empty for the whole
 *     document
 * @param message what is wrong
 * @param hint what to try; empty when the message says it already
 */
public record Problem(
    Severity severity, Position position, String path, String message, String hint) {
  /** Refuses nulls. */
  public Problem {
    requireNonNull(severity, "severity");
    requireNonNull(position, "position");
    requireNonNull(path, "path");
    requireNonNull(message, "message");
    requireNonNull(hint, "hint");
  }

  /** How bad it is. */
  public enum Severity {
    /** Nothing is done while it lasts. */
    ERROR,
    /** Worth knowing; the work goes on. */
    WARNING
  }

  /** {@code cluster.yaml:4:5: services[0].schedular: unknown key (did you mean 'scheduler'?)}. */
  @Override
  public String toString() {
    return position
        + ": "
        + (severity == Severity.WARNING ? "warning: " : "")
        + (path.isEmpty() ? "" : path + ": ")
        + message
        + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
