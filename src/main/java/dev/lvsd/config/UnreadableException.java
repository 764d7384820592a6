package dev.lvsd.config;

/** The rest of a file cannot be read. Never leaves this package. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Counted from 1; 0 if unknown. */
  final int line;

  /** Counted from 1; 0 if unknown. */
  final int column;

  /** What to try, or empty. */
  final String hint;

  UnreadableException(int line, int column, String message, String hint) {
    super(message);
    this.line = line;
    this.column = column;
    this.hint = hint;
  }
}
