package dev.lvsd.cli;

import dev.lvsd.advise.ConnTableQuestion;
import dev.lvsd.advise.ConnectionLoad;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lvsctl advise conn-table}. */
@Command(
    name = "conn-table",
    description = {
      "Say how large the connection table should be, and what that costs.",
      "Without options it goes by the connections that there are now; size for the peak."
    },
    footer = {
      "  lvsctl advise conn-table",
      "  lvsctl advise conn-table --connections 1000000",
      "  lvsctl advise conn-table --rate 200 --timeout 200s",
      "  lvsctl advise conn-table --rate 500 --timeout 2m --persistence 10m --kernel 6.12 -o json"
    })
final class AdviseConnTableCommand implements Callable<Integer> {
  /** More than any kernel holds. */
  private static final long MOST = 1L << 40;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Connections at the same time, at the peak.")
  @Nullable Long connections;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Connections that arrive per second; goes with --timeout or --persistence.")
  @Nullable Double rate;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long a connection's entry is kept: while it lasts, and the time-out after that.")
  @Nullable Duration timeout;

  @Option(
      names = "--persistence",
      paramLabel = "TIME",
      description = "How long a client of a persistent service is remembered.")
  @Nullable Duration persistence;

  @Option(
      names = "--nat",
      description = "The connections are by nat: from Linux 7.1 on they stand in the table twice.")
  boolean nat;

  @Option(
      names = "--kernel",
      paramLabel = "RELEASE",
      description = "For another kernel than the running one, such as 6.1 or 7.2.")
  @Nullable String kernel;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  AdviseConnTableCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ConnTableQuestion question = new ConnTableQuestion(load(), Optional.ofNullable(kernel));
    try (Operations operations = context.open()) {
      output.view(context.terminal()).connTable(operations.host().connTable(question));
      return ExitCodes.OK;
    }
  }

  private Optional<ConnectionLoad> load() {
    boolean kept = timeout != null || persistence != null;
    if (connections != null) {
      if (rate != null || kept) {
        throw new UsageException(
            "--connections says it already; leave --rate, --timeout and --persistence out", null);
      }
      if (connections < 1 || connections > MOST) {
        throw new UsageException("--connections " + connections + ": expected 1 or more", null);
      }
      return Optional.of(new ConnectionLoad(connections, 0, nat, "--connections"));
    }
    if (rate == null && !kept) {
      return Optional.empty();
    }
    if (rate == null || !kept) {
      throw new UsageException(
          "--rate goes with --timeout or --persistence, and these with --rate", null);
    }
    if (!(rate > 0 && rate < MOST)) {
      throw new UsageException("--rate " + rate + ": expected more than 0", null);
    }
    return Optional.of(
        ConnectionLoad.arriving(
            rate,
            timeout == null ? Duration.ZERO : timeout,
            persistence == null ? Duration.ZERO : persistence,
            nat));
  }
}
