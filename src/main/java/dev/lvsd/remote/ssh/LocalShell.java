package dev.lvsd.remote.ssh;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.remote.RemoteShell;
import dev.lvsd.remote.SshTarget;
import java.util.List;

/** Opens shells on this machine; it must be root's already. */
public final class LocalShell implements RemoteShell.Opener {
  /** Gets ready. */
  public LocalShell() {}

  @Override
  public RemoteShell open(SshTarget target) {
    return new ShellProcess(
        List.of("/bin/sh", "-s"),
        (exitCode, errors) ->
            new LvsdException(
                Blame.HOST, "run /bin/sh here: it ended with " + exitCode + ": " + errors.strip()));
  }
}
