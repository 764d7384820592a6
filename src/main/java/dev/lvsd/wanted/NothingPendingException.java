package dev.lvsd.wanted;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;

/** No apply waits for a confirmation, or not any more. */
public final class NothingPendingException extends LvsdException {
  private static final long serialVersionUID = 1L;

  NothingPendingException() {
    super(
        Blame.USER,
        "no apply waits for a confirmation; lvsctl history shows what was applied, lvsctl rollback"
            + " goes back to it");
  }
}
