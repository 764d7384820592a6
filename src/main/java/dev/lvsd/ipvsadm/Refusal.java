package dev.lvsd.ipvsadm;

/** A command line that is not executed. Carries what ipvsadm says; never leaves the package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit code for mistakes that ipvsadm found itself. */
  static final int INVALID = 2;

  /** Exit code for what it did not understand, and for refusals of the kernel: −1. */
  static final int FAILED = 255;

  private final int exitCode;
  private final boolean endsRestore;

  /** A mistake that also ends a restore. */
  Refusal(String message) {
    this(message, INVALID, true);
  }

  /**
   * Any refusal.
   *
   * @param message for standard error, without the last line feed
   * @param exitCode of the program
   * @param endsRestore whether a restore stops at this line
   */
  Refusal(String message, int exitCode, boolean endsRestore) {
    super(message, null, false, false); // a usage error needs no stack trace
    this.exitCode = exitCode;
    this.endsRestore = endsRestore;
  }

  /** The hint that ipvsadm gives when it does not know what is wanted. */
  static Refusal tryHelp(String program) {
    return new Refusal(
        "Try `" + program + " -h' or '" + program + " --help' for more information.", FAILED, true);
  }

  /** The message. */
  String text() {
    return String.valueOf(getMessage());
  }

  int exitCode() {
    return exitCode;
  }

  boolean endsRestore() {
    return endsRestore;
  }
}
