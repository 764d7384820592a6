package dev.lvsd.it;

/**
 * What went wrong inside a guest. Its message has the guest's stack trace; this JVM's own says
 * nothing.
 */
final class GuestFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  GuestFailure(String message) {
    super(message);
    setStackTrace(new StackTraceElement[0]);
  }
}
