package dev.lvsd.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Nothing was typed after {@code lvsctl} or {@code lvsctl get}: the list of commands helps. */
final class MissingCommandException extends ParameterException {
  private static final long serialVersionUID = 1L;

  MissingCommandException(CommandLine command) {
    super(command, "a command is missing");
  }
}
