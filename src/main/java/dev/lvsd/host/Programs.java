package dev.lvsd.host;

import java.time.Duration;
import java.util.List;

/** Starts programs of the system: without a shell, with a deadline, and with nothing to read. */
@FunctionalInterface
interface Programs {
  /** The real ones. */
  Programs SYSTEM = SystemPrograms::run;

  /**
   * Runs a program to its end.
   *
   * @param command path and arguments
   * @param limit after which it is killed
   * @return how it ended
   */
  Result run(List<String> command, Duration limit);

  /**
   * How a program ended.
   *
   * @param succeeded whether its exit code was 0
   * @param said the beginning of what it printed, in one line; or why it could not run
   */
  record Result(boolean succeeded, String said) {}
}
