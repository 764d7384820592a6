package dev.lvsd.cli;

import dev.lvsd.model.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lvsctl get servers}. */
@Command(
    name = "servers",
    description = "Show the real servers of virtual services.",
    footer = {
      "  lvsctl get servers",
      "  lvsctl get servers tcp 203.0.113.10:80",
      "  lvsctl get servers fwmark 7 -o json"
    })
final class GetServersCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "SERVICE", arity = "0..*", description = ServiceFilter.HELP)
  List<String> services = new ArrayList<>();

  private final CommandContext context;

  GetServersCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ServiceFilter filter = ServiceFilter.parse(services);
    try (Operations operations = context.open()) {
      List<VirtualService> shown = TableOrder.select(operations.table(), filter);
      output.view(context.terminal()).servers(shown);
      return ExitCodes.OK;
    }
  }
}
