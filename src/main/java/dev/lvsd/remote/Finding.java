package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

/**
 * Something about a machine that an operator must know.
 *
 * @param severity how bad it is
 * @param message what is wrong, what comes of it, and what to try
 */
public record Finding(Severity severity, String message) {
  /** Refuses nulls. */
  public Finding {
    requireNonNull(severity, "severity");
    requireNonNull(message, "message");
  }

  /** How bad it is. */
  public enum Severity {
    /** The cluster does not work with it. */
    FAULT,
    /** Worth knowing. */
    ADVICE
  }

  static Finding fault(String message) {
    return new Finding(Severity.FAULT, message);
  }

  static Finding advice(String message) {
    return new Finding(Severity.ADVICE, message);
  }
}
