package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl vip list}. */
@Command(
    name = "list",
    description = {
      "Show the virtual addresses: of the services in the table, and those that lvsd added.",
      "A cluster is named where lvsd added the address; others may have added the rest."
    },
    footer = {"  lvsctl vip list", "  lvsctl vip list -o json"})
final class VipListCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin StateOptions state = new StateOptions();

  private final CommandContext context;

  VipListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = state.open(context)) {
      output.view(context.terminal()).vips(operations.vips().list());
      return ExitCodes.OK;
    }
  }
}
