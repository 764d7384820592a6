package dev.lvsd.state;

/** What is wrong with a file, in words that follow its name. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }
}
