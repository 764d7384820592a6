package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl rs probe}. */
@Command(
    name = "probe",
    description = {
      "Ask from the director, without ssh, whether real servers can answer.",
      "Asks on the wire who has each virtual address, by ARP and by neighbour solicitations, and"
          + " names every machine that answers and should not. Then asks each real server for a"
          + " connection to the virtual address, by dr or in its tunnel, and for one to its own"
          + " address: so a program that is down is told from a path that is broken. What is begun"
          + " is taken back at once. Services of udp and sctp are not asked. Exits with 1 when"
          + " something is wrong. Needs CAP_NET_RAW; root has it."
    },
    footer = {
      "  lvsctl rs probe cluster.yaml",
      "  lvsctl rs probe cluster.yaml --only 10.2.0.11 --interface eth0 --probe-timeout 5s"
    })
final class RsProbeCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin DefinitionOptions definition = new DefinitionOptions();
  @Mixin FleetOptions fleet = new FleetOptions();
  @Mixin ProbeOptions probe = new ProbeOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  RsProbeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    fleet.validate();
    probe.validate();
    try (Operations operations = context.open()) {
      RealServerOperations.ProbeAnswer answer =
          probe.probe(context, operations, definition.files(context), fleet);
      context.notes(answer.notes());
      output.view(context.terminal()).probe(answer.report());
      return answer.report().faults() == 0 ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }
}
