package dev.lvsd.app;

import dev.lvsd.cli.Operations;
import dev.lvsd.config.LocalFiles;
import dev.lvsd.config.SourceFiles;
import dev.lvsd.diag.Problem;
import dev.lvsd.reconcile.Waiter;
import dev.lvsd.wanted.Remark;
import java.util.function.Consumer;

/**
 * For whom commands run.
 *
 * @param user the name that the history remembers
 * @param files where the files are found that a command names
 * @param waiter waits as long as the caller does
 * @param foreground whether this process is the command, so that nobody is left to carry on when it
 *     ends
 * @param warnings hears what a definition could do better, where that is not the answer
 */
record Caller(
    String user, SourceFiles files, Waiter waiter, boolean foreground, Consumer<Problem> warnings) {
  /** Whoever started this process; behind sudo the one who typed it. */
  static Caller ofThisProcess(Consumer<Problem> warnings) {
    String sudo = System.getenv("SUDO_USER");
    boolean known = sudo != null && !sudo.isEmpty();
    String user = known ? sudo : System.getProperty("user.name", "unknown");
    return new Caller(
        user.replaceAll("\\p{Cntrl}", "?"),
        new LocalFiles(System.in),
        Waiter.SYSTEM,
        true,
        warnings);
  }

  /** What the history says of a command of this caller. */
  Remark remark(Operations.Remark remark) {
    return new Remark(user, remark.command(), remark.reason());
  }
}
