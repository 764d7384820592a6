package dev.lvsd.it.kernel;

import dev.lvsd.app.Lvsctl;
import dev.lvsd.cli.Terminal;
import dev.lvsd.it.topology.Namespace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs commands of lvsctl in this JVM, on a thread of a director, where a call costs no start of a
 * process.
 *
 * @param director where it runs
 * @param state the state directory
 */
record LvsctlShell(Namespace director, Path state) {
  /**
   * What a command answered.
   *
   * @param exitCode as the process would have
   * @param out the answer
   * @param err errors and progress
   */
  record Answer(int exitCode, String out, String err) {
    /** All of it, for messages. */
    String everything() {
      return "exit code " + exitCode + "\n" + out + err;
    }
  }

  /** Runs one command, which must come back within 90 s. */
  Answer run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            false,
            false,
            Map.of("LVSD_STATE", state.toString()),
            System::nanoTime);
    int code = director.call(() -> Lvsctl.run(terminal, args));
    return new Answer(code, out.toString(), err.toString());
  }

  /** Runs one command and refuses any exit code but 0; gives the answer. */
  String mustSucceed(String... args) {
    Answer answer = run(args);
    if (answer.exitCode() != 0) {
      throw new IllegalStateException(String.join(" ", args) + ": " + answer.everything());
    }
    return answer.out();
  }
}
