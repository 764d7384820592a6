package dev.lvsd.host;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import org.jspecify.annotations.Nullable;

/** A command or a look at a director that failed; nothing else was changed by it. */
public final class HostException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param blame whose move it is
   * @param message begins with {@link HostCommand#describe()} if it was a command
   * @param cause what was caught, if anything
   */
  public HostException(Blame blame, String message, @Nullable Throwable cause) {
    super(blame, message, cause);
  }
}
