package dev.lvsd.diag;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is told to a person. The message says what was attempted, on what, what the system
 * said, and what to try.
 */
public class LvsdException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose move it is. */
  private final Blame blame;

  /**
   * A failure without a cause.
   *
   * @param blame whose move it is
   * @param message one sentence for a person
   */
  public LvsdException(Blame blame, String message) {
    this(blame, message, null);
  }

  /**
   * A failure with a cause.
   *
   * @param blame whose move it is
   * @param message one sentence for a person
   * @param cause what was caught, if anything
   */
  public LvsdException(Blame blame, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.blame = requireNonNull(blame, "blame");
  }

  /**
   * Whose move it is.
   *
   * @return the one who can mend it
   */
  public Blame blame() {
    return blame;
  }
}
