package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.remote.ServerReport;
import dev.lvsd.remote.ServerTask;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands of {@code lvsctl rs} and {@code lvsctl rs local} have in common. */
abstract class RealServersCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin DefinitionOptions definition = new DefinitionOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long to wait for an answer of a machine (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofSeconds(60);

  /** Mixed in by {@link #commandLine} where other machines are meant. */
  final FleetOptions fleet = new FleetOptions();

  /** Likewise. */
  private final SshOptions ssh = new SshOptions();

  final CommandContext context;
  final boolean local;
  private final ServerTask task;

  RealServersCommand(CommandContext context, boolean local, ServerTask task) {
    this.context = context;
    this.local = local;
    this.task = task;
  }

  /** With the options of the fleet, unless this machine alone is meant. */
  CommandLine commandLine() {
    CommandLine line = new CommandLine(this);
    return local ? line : line.addMixin("fleet", fleet).addMixin("ssh", ssh);
  }

  /** Refuses what picocli cannot know. */
  void validate() {
    fleet.validate();
  }

  @Override
  public Integer call() {
    validate();
    View view = output.view(context.terminal());
    try (Operations operations = context.open()) {
      RealServerOperations.Request request =
          new RealServerOperations.Request(
              task,
              definition.files(context),
              local,
              fleet.only,
              fleet.parallel,
              timeout,
              Optional.ofNullable(ssh.config));
      RealServerOperations.Answer answer = operations.realServers().run(request, this::progress);
      context.notes(answer.notes());
      return finish(operations, view, answer);
    }
  }

  /** Shows what was done and found. */
  int finish(Operations operations, View view, RealServerOperations.Answer answer) {
    view.realServers(answer.reports());
    return exitCode(answer);
  }

  /** What scripts are told. */
  int exitCode(RealServerOperations.Answer answer) {
    boolean good =
        task == ServerTask.CHECK
            ? answer.reports().stream().allMatch(ServerReport::isGood)
            : answer.reports().stream().allMatch(report -> report.failure().isEmpty());
    return good ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /** One line for each machine, so that nobody wonders what a long run is at. */
  private void progress(ServerReport report, int finished, int total) {
    if (total > 1) {
      String end = report.failure().isPresent() ? "failed" : report.isGood() ? "ok" : "faulty";
      context
          .terminal()
          .err()
          .println(
              "%s %d of %d: %s %s".formatted(task.text(), finished, total, report.host(), end));
      context.terminal().err().flush();
    }
  }
}
