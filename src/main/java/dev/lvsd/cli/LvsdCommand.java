package dev.lvsd.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lvsd}, the daemon. */
@Command(
    name = "lvsd",
    description = {
      "Keeps the kernel's table as it was applied last, from boot on.",
      "Runs in the foreground, tells systemd when it is ready, and logs to standard error. SIGHUP"
          + " makes it look at once; SIGTERM ends it and touches no traffic."
    },
    footer = {"  lvsd", "  lvsd --period 5s --state-dir /tmp/state --socket /tmp/control.sock"})
public final class LvsdCommand implements Callable<Integer> {
  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 100,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = "/var/lib/lvsd",
      description = "Where applied definitions are kept (default: ${DEFAULT-VALUE}).")
  Path stateDirectory = Path.of("/var/lib/lvsd");

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      defaultValue = "/run/lvsd/control.sock",
      description = "Where to listen for lvsctl (default: ${DEFAULT-VALUE}).")
  Path socket = Path.of("/run/lvsd/control.sock");

  @Option(
      names = "--period",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = {
        "Time from one look at the kernel to the next (default: ${DEFAULT-VALUE}).",
        "Up to 30s where looking takes long, so that it costs less than one percent of a processor."
      })
  Duration period = Duration.ofSeconds(10);

  private final ToIntFunction<DaemonSettings> start;

  private LvsdCommand(ToIntFunction<DaemonSettings> start) {
    this.start = start;
  }

  /**
   * Runs the command line of the daemon from start to end.
   *
   * @param terminal where errors and help go
   * @param start runs the daemon until it is told to end, and gives the exit code
   * @param args what was typed after {@code lvsd}
   * @return one of {@link ExitCodes}
   */
  public static int run(Terminal terminal, ToIntFunction<DaemonSettings> start, String... args) {
    Failures failures =
        new Failures("lvsd", terminal.err(), terminal.variable("LVSD_DEBUG").isPresent());
    int code =
        new CommandLine(new LvsdCommand(start))
            .setOut(terminal.out())
            .setErr(terminal.err())
            .registerConverter(Duration.class, new DurationConverter())
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  @Override
  public Integer call() {
    if (period.compareTo(SHORTEST_PERIOD) < 0) {
      throw new UsageException(
          "--period " + period.toMillis() + " ms: expected 100ms or more", null);
    }
    return start.applyAsInt(
        new DaemonSettings(stateDirectory.toAbsolutePath(), socket.toAbsolutePath(), period));
  }
}
