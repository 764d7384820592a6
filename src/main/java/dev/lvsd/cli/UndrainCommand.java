package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.plan.ApplyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl undrain}. */
@Command(
    name = "undrain",
    description = "Bring a drained real server back, with the weight that it would have had.",
    footer = {"  lvsctl undrain shop/web a"})
final class UndrainCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ServerParameters server = new ServerParameters();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  UndrainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    View view = output.view(context.terminal());
    try (Operations operations = state.open(context)) {
      ApplyReport report = operations.jobs().undrain(server.name());
      view.applying(report.plan());
      view.applied(report);
      return report.hasFailures() ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }
}
