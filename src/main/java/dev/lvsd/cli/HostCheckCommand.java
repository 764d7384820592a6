package dev.lvsd.cli;

import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lvsctl host check}. */
@Command(
    name = "check",
    description = {
      "Explain the state of this director, and what to do about what is wrong; change nothing.",
      "Compares it with definitions, or else looks at what the services in the table need."
    },
    footer = {
      "  lvsctl host check",
      "  lvsctl host check cluster.yaml",
      "  lvsctl host check --exit-code /etc/lvsd -o json"
    })
final class HostCheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Definitions; without any, the services in the table count.")
  List<Path> files = new ArrayList<>();

  @Option(names = "--exit-code", description = "Exit with 3 when there is a problem.")
  boolean exitCode;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  HostCheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      HostReport report = operations.host().check(files);
      output.view(context.terminal()).host(report);
      return exitCode && report.count(Verdict.PROBLEM) > 0
          ? ExitCodes.CHANGES_PENDING
          : ExitCodes.OK;
    }
  }
}
