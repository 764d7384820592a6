package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyReport;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lvsctl weight}. */
@Command(
    name = "weight",
    description = {
      "Give a real server another weight than its definition does.",
      "It holds through applies until it is reset, or the server leaves the definition. Weight 0"
          + " lets no new connections in; see also 'lvsctl drain'."
    },
    footer = {
      "  lvsctl weight shop/web a 5",
      "  lvsctl weight 203.0.113.10:80 10.2.0.11 0",
      "  lvsctl weight shop/web a --reset"
    })
final class WeightCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ServerParameters server = new ServerParameters();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Parameters(index = "2", paramLabel = "WEIGHT", arity = "0..1", description = "0 to 2147483647.")
  @Nullable Integer weight;

  @Option(names = "--reset", description = "Give it the weight of its definition again.")
  boolean reset;

  private final CommandContext context;

  WeightCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if ((weight == null) != reset) {
      throw new UsageException("give a WEIGHT, or --reset", null);
    }
    if (weight != null && weight < 0) {
      throw new UsageException("WEIGHT " + weight + ": expected 0 to 2147483647", null);
    }
    View view = output.view(context.terminal());
    try (Operations operations = state.open(context)) {
      OptionalInt wanted = weight == null ? OptionalInt.empty() : OptionalInt.of(weight);
      ApplyReport report = operations.jobs().weight(server.name(), wanted);
      view.applying(report.plan());
      view.applied(report);
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }
}
