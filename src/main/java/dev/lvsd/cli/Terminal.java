package dev.lvsd.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The surroundings of a command: where its output goes and what may be written there.
 *
 * @param out the answer
 * @param err errors, progress and hints
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 * @param unicode whether the locale is UTF-8
 * @param environment environment variables
 * @param nanoTime a clock as {@link System#nanoTime()}
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean unicode,
    Map<String, String> environment,
    LongSupplier nanoTime) {
  /** Refuses nulls. */
  public Terminal {
    requireNonNull(out, "out");
    requireNonNull(err, "err");
    requireNonNull(nanoTime, "nanoTime");
    environment = Map.copyOf(environment);
  }

  /** The value of an environment variable; an empty one counts as not set. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether a person sees colours: on a terminal, unless NO_COLOR asks for none. */
  boolean showsColours() {
    return outIsTerminal
        && variable("NO_COLOR").isEmpty()
        && !variable("TERM").orElse("").equals("dumb");
  }
}
