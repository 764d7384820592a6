package dev.lvsd.config;

/** A scalar that its type refuses. Caught where position and path are known. */
final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to try, or empty. */
  final String hint;

  BadValue(String message, String hint) {
    super(message, null, false, false); // says nothing by its stack
    this.hint = hint;
  }
}
