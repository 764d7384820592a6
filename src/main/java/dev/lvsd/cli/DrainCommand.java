package dev.lvsd.cli;

import dev.lvsd.cli.view.DrainText;
import dev.lvsd.cli.view.View;
import dev.lvsd.model.DrainStatus;
import dev.lvsd.model.ServerName;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.plan.ApplyReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lvsctl drain}. */
@Command(
    name = "drain",
    description = {
      "Take a real server out of service without cutting its connections.",
      "It gets weight 0; once its connections have ended and its clients' persistence has expired,"
          + " it is removed. It stays out through applies until 'lvsctl undrain'.",
      "The drain is remembered: when this command is interrupted, the daemon carries on, or the"
          + " same command again."
    },
    footer = {
      "  lvsctl drain shop/web a",
      "  lvsctl drain shop/web a --deadline 10m --then keep",
      "  lvsctl get drains"
    })
final class DrainCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ServerParameters server = new ServerParameters();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      description =
          "End after this time though there are connections; removing the server then cuts them."
              + " Without it the drain takes as long as it takes.")
  @Nullable Duration deadline;

  @Option(
      names = "--then",
      paramLabel = "WHAT",
      defaultValue = "remove",
      description = "What happens at the end: remove, or keep with weight 0 (default: remove).")
  Then then = Then.REMOVE;

  @Option(
      names = "--detach",
      description = "Do not wait for the end; the daemon carries on, where one runs.")
  boolean detach;

  private final CommandContext context;

  DrainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    View view = output.view(context.terminal());
    try (Operations operations = state.open(context)) {
      JobOperations jobs = operations.jobs();
      ServerName name = server.name();
      ApplyReport begun = jobs.drain(name, Optional.ofNullable(deadline), then);
      if (begun.hasFailures()) {
        view.applied(begun);
        return ExitCodes.FAILED;
      }
      Optional<DrainStatus> end = detach ? jobs.drain(name) : await(jobs, name);
      if (end.isEmpty()) {
        context.terminal().err().println("The drain was taken back meanwhile.");
        return ExitCodes.FAILED;
      }
      view.drained(end.get());
      return ExitCodes.OK;
    }
  }

  private Optional<DrainStatus> await(JobOperations jobs, ServerName name) {
    ProgressLine line = new ProgressLine(context.terminal());
    try {
      return jobs.awaitDrain(name, drain -> line.show(DrainText.progress(drain)));
    } finally {
      line.end();
    }
  }
}
