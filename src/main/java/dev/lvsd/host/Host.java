package dev.lvsd.host;

import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;

/**
 * The machine that is a director. Works in the network namespace of the calling thread.
 *
 * <p>Not thread-safe: one thread at a time. Every call has a deadline and fails rather than hang.
 * What is executed twice has the same effect as executed once.
 */
public interface Host extends AutoCloseable {
  /**
   * Looks, and changes nothing; loads no module either. Needs no privilege.
   *
   * @param question what to look for
   * @return what is there
   * @throws HostException if something that every director has cannot be read
   */
  HostState look(HostQuestion question);

  /**
   * Executes one command; on return it is in force, and what is written to a file is on disk.
   *
   * @param command what to do
   * @throws HostException naming the command, what the system said and what to try
   */
  void execute(HostCommand command);

  @Override
  void close();
}
