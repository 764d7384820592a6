package dev.lvsd.cli;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import org.jspecify.annotations.Nullable;

/** The command line is wrong in a way that only the command itself can see. */
final class UsageException extends LvsdException {
  private static final long serialVersionUID = 1L;

  UsageException(String message, @Nullable Throwable cause) {
    super(Blame.USER, message, cause);
  }
}
