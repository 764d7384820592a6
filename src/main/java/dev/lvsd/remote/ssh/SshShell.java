package dev.lvsd.remote.ssh;

import dev.lvsd.remote.RemoteShell;
import dev.lvsd.remote.SshTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens shells by {@code ssh}. What is on its command line is fixed, but for host, user and port,
 * which {@link SshTarget} has checked; everything else goes through its standard input. Host keys
 * are checked as ssh_config says; passwords are never asked for.
 */
public final class SshShell implements RemoteShell.Opener {
  /** Fixed, and the same for every login shell: root's shell, or one by sudo without a password. */
  static final String LOGIN =
      "/bin/sh -c 'if [ \"$(id -u)\" = 0 ]; then exec /bin/sh -s; else exec sudo -n /bin/sh -s; fi'";

  private final Optional<Path> config;

  /**
   * Gets ready.
   *
   * @param config in place of the operator's ssh_config
   */
  public SshShell(Optional<Path> config) {
    this.config = config;
  }

  @Override
  public RemoteShell open(SshTarget target) {
    return new ShellProcess(
        command(target), (exitCode, errors) -> SshFailure.explain(target, exitCode, errors));
  }

  List<String> command(SshTarget target) {
    List<String> command = new ArrayList<>(List.of("ssh", "-T"));
    config.ifPresent(file -> command.addAll(List.of("-F", file.toString())));
    command.addAll(
        List.of(
            "-o", "BatchMode=yes",
            "-o", "ConnectTimeout=20",
            "-o", "ServerAliveInterval=5",
            "-o", "ServerAliveCountMax=3"));
    target.user().ifPresent(user -> command.addAll(List.of("-l", user)));
    target.port().ifPresent(port -> command.addAll(List.of("-p", Integer.toString(port))));
    command.addAll(List.of("--", target.host(), LOGIN));
    return command;
  }
}
