package dev.lvsd.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What every command is given.
 *
 * @param terminal where output goes
 * @param operations opens what commands ask
 * @param definitions where definitions lie when no file is named
 * @param commandLine what was typed after {@code lvsctl}, in one line
 */
record CommandContext(
    Terminal terminal, OperationsFactory operations, Path definitions, String commandLine) {
  /** Opens operations with the state directory of the installation, or of the environment. */
  Operations open() {
    return open(Path.of(terminal.variable("LVSD_STATE").orElse("/var/lib/lvsd")));
  }

  /** Opens operations; warnings go to standard error. */
  Operations open(Path stateDirectory) {
    return operations.open(stateDirectory, problem -> terminal.err().println(problem));
  }

  /** Says on standard error what could not be known from a definition. */
  void notes(List<String> notes) {
    notes.forEach(note -> terminal.err().println("note: " + note));
  }

  /** Prints a document, and what is not in it on standard error; gives the exit code. */
  int print(Operations.Document document) {
    terminal.out().print(document.text());
    terminal.out().flush();
    for (String loss : document.losses()) {
      terminal.err().println("lvsctl: warning: " + loss);
    }
    return document.losses().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }
}
