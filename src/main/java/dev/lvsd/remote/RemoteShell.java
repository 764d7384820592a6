package dev.lvsd.remote;

import dev.lvsd.diag.LvsdException;
import java.time.Duration;

/**
 * A POSIX shell on a machine, as root. It is the only way by which anything here reaches a machine.
 * Owned by one thread.
 */
public interface RemoteShell extends AutoCloseable {
  /**
   * Runs a script: one round trip. It is taken as a whole or not at all.
   *
   * @param script lines of a POSIX shell; its programs find nothing to read
   * @param limit after which the connection is given up
   * @return how it ended
   * @throws LvsdException if the machine cannot be reached, refuses, or does not answer in time
   */
  Answer run(String script, Duration limit);

  /** Ends the connection; what runs on the machine goes on to its end. */
  @Override
  void close();

  /**
   * How a script ended.
   *
   * @param exitCode its exit code
   * @param output what it wrote, to standard output and standard error
   */
  record Answer(int exitCode, String output) {}

  /** Opens shells. */
  @FunctionalInterface
  interface Opener {
    /**
     * Gets ready to talk to a machine; the first script connects.
     *
     * @param target the machine
     * @return to be closed by the caller
     */
    RemoteShell open(SshTarget target);
  }
}
