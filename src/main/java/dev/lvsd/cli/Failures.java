package dev.lvsd.cli;

import dev.lvsd.cli.view.ProblemText;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure of every command into one sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final String program;
  private final PrintWriter err;
  private final boolean debug;

  Failures(String program, PrintWriter err, boolean debug) {
    this.program = program;
    this.err = err;
    this.debug = debug;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (debug) {
      e.printStackTrace(err);
    }
    if (e instanceof ParameterException usage) {
      return handleParseException(usage, new String[0]);
    }
    if (e instanceof UsageException usage) {
      return usage(String.valueOf(usage.getMessage()), command);
    }
    if (e instanceof InvalidDefinitionException invalid) {
      ProblemText.write(invalid.problems(), err);
      return failed(String.valueOf(e.getMessage()));
    }
    if (e instanceof DaemonUnreachableException) {
      failed(String.valueOf(e.getMessage()));
      return ExitCodes.DAEMON_UNREACHABLE;
    }
    if (e instanceof LvsdException told && told.blame() != Blame.BUG) {
      return failed(String.valueOf(e.getMessage()));
    }
    return bug(e, command);
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    if (e instanceof MissingCommandException) {
      command.usage(err);
      return ExitCodes.USAGE;
    }
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message += "; did you mean " + suggestions.get(0) + "?";
      }
    }
    return usage(message, command);
  }

  private int usage(String message, CommandLine command) {
    failed(message);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
  }

  private int failed(String message) {
    err.println(program + ": error: " + message);
    return ExitCodes.FAILED;
  }

  private int bug(Exception e, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    failed(name + " failed in a way that lvsd did not foresee: " + e);
    err.println(
        "This is a mistake in lvsd. Please report it, with the output of '"
            + name
            + " ... --debug' and of 'lvsctl version -o wide'.");
    return ExitCodes.FAILED;
  }
}
