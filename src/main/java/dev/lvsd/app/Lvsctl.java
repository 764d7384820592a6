package dev.lvsd.app;

import dev.lvsd.cli.CommandLines;
import dev.lvsd.cli.ExitCodes;
import dev.lvsd.cli.Operations;
import dev.lvsd.cli.Terminal;
import dev.lvsd.diag.Problem;
import dev.lvsd.ipvsadm.IpvsadmProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The main of {@code lvsctl}. */
public final class Lvsctl {
  /** Read when no file is named. */
  static final Path DEFINITIONS = Path.of("/etc/lvsd");

  /** Where the daemon listens, if not at the usual place. */
  private static final String SOCKET_VARIABLE = "LVSD_SOCKET";

  private Lvsctl() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args command line
   */
  public static void main(String[] args) {
    Optional<StartupCache> cache = StartupCache.ofThisProcess();
    boolean current = cache.isPresent() && cache.get().isCurrent();
    if (current) {
      cache.get().useNativePart();
    }
    String startedAs = System.getProperty(IpvsadmCall.PROGRAM_PROPERTY, "");
    int code = run(startedAs, args);
    if (cache.isPresent() && !current) {
      refresh(cache.get());
    }
    System.exit(code);
  }

  /** Runs one command: in the daemon if that answers, else in this process. */
  private static int run(String startedAs, String[] args) {
    boolean isIpvsadm = IpvsadmProgram.isCalled(startedAs);
    String socket = System.getenv(SOCKET_VARIABLE);
    Route route = Route.of(isIpvsadm, args, socket == null ? "" : socket);
    if (!route.direct()) {
      OptionalInt answered = new DaemonCall(route, startedAs, isIpvsadm).run();
      if (answered.isPresent()) {
        return answered.getAsInt();
      }
    }
    String[] arguments = route.arguments().toArray(String[]::new);
    Optional<IpvsadmCall> ipvsadm = IpvsadmCall.of(startedAs, arguments);
    return ipvsadm.isPresent() ? ipvsadm.get().run() : run(new SystemTerminal(), arguments);
  }

  /**
   * Runs one command in this process, against this machine.
   *
   * @param terminal where output goes
   * @param args command line
   * @return its exit code
   */
  public static int run(Terminal terminal, String... args) {
    return CommandLines.run(terminal, Lvsctl::local, DEFINITIONS, args);
  }

  /** Runs one command; an answer that cannot be written makes it fail. */
  static int run(SystemTerminal system, String... args) {
    int code = run(system.terminal(), args);
    Optional<IOException> failure = system.failure();
    if (failure.isPresent()) {
      String reason = failure.get().getMessage();
      PrintWriter err = system.terminal().err();
      err.println("lvsctl: error: write the answer to standard output: " + reason);
      return code == ExitCodes.OK ? ExitCodes.FAILED : code;
    }
    return code;
  }

  /** The command is done and its answer written; what fails here concerns the next start only. */
  private static void refresh(StartupCache cache) {
    try {
      cache.refreshInBackground();
    } catch (IOException e) {
      if (System.getenv("LVSD_DEBUG") != null) {
        System.err.println("lvsctl: the start-up cache cannot be made: " + e);
      }
    }
  }

  private static Operations local(Path stateDirectory, Consumer<Problem> warnings) {
    return new LocalOperations(
        stateDirectory, Means.ofThisMachine(Optional.empty()), Caller.ofThisProcess(warnings));
  }
}
