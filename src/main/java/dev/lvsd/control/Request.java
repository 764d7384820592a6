package dev.lvsd.control;

import java.util.List;
import java.util.Map;

/**
 * A command line, and where it was typed.
 *
 * @param program the name that lvsctl was started by
 * @param arguments what follows it
 * @param outIsTerminal whether standard output is one
 * @param errIsTerminal whether standard error is one
 * @param unicode whether the locale is UTF-8
 * @param networkNamespace identity of the client's, as {@link NetworkNamespace} tells it
 * @param environment those of {@link #VARIABLES} that are set
 */
public record Request(
    String program,
    List<String> arguments,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean unicode,
    String networkNamespace,
    Map<String, String> environment) {
  /** The environment variables that a command may look at. */
  public static final List<String> VARIABLES =
      List.of(
          "COLUMNS",
          "LVSD_DEBUG",
          "LVSD_STATE",
          "NO_COLOR",
          "POSIXLY_CORRECT",
          "POSIX_ME_HARDER",
          "TERM");

  /** Copies the collections. */
  public Request {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
