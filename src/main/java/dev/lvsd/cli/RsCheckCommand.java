package dev.lvsd.cli;

import dev.lvsd.cli.view.View;
import dev.lvsd.probe.ProbeReport;
import dev.lvsd.remote.ServerTask;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lvsctl rs check} and {@code lvsctl rs local check}. */
@Command(
    name = "check",
    description = {
      "Find out what is wrong with real servers.",
      "Judges by what is effective on the machine, whoever set it, and changes nothing. Exits with 1"
          + " when something is wrong. Run it on the director, so that it knows where answers of nat"
          + " must go."
    },
    footer = {"  lvsctl rs check cluster.yaml", "  lvsctl rs check cluster.yaml -o json"})
final class RsCheckCommand extends RealServersCommand {
  /** Mixed in where other machines are meant. */
  private final Probing probing = new Probing();

  RsCheckCommand(CommandContext context, boolean local) {
    super(context, local, ServerTask.CHECK);
  }

  /** That the director asks as well. */
  private static final class Probing {
    @Option(
        names = "--probe",
        description = "Then ask from here, which is the director, as lvsctl rs probe does.")
    boolean wanted;

    @CommandLine.Mixin ProbeOptions options = new ProbeOptions();
  }

  @Override
  CommandLine commandLine() {
    CommandLine line = super.commandLine();
    return local ? line : line.addMixin("probing", probing);
  }

  @Override
  void validate() {
    super.validate();
    probing.options.validate();
  }

  @Override
  int finish(Operations operations, View view, RealServerOperations.Answer answer) {
    if (!probing.wanted) {
      return super.finish(operations, view, answer);
    }
    ProbeReport probe =
        probing.options.probe(context, operations, definition.files(context), fleet).report();
    view.realServers(answer.reports(), probe);
    return probe.faults() == 0 ? exitCode(answer) : ExitCodes.FAILED;
  }
}
