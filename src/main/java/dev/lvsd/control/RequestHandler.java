package dev.lvsd.control;

/** Runs the command lines of clients. */
@FunctionalInterface
public interface RequestHandler {
  /**
   * Runs one, on a thread of the server; several at a time.
   *
   * @param call the command line and the client that sent it
   * @return the exit code
   */
  int run(Call call);
}
