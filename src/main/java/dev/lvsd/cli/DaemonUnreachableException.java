package dev.lvsd.cli;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;

/** A command needs the daemon, and it does not answer. */
public final class DaemonUnreachableException extends LvsdException {
  private static final long serialVersionUID = 1L;

  /**
   * The daemon does not answer.
   *
   * @param reason why not, and what to try
   */
  public DaemonUnreachableException(String reason) {
    super(Blame.HOST, reason);
  }
}
