package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl export ipvsadm}. */
@Command(
    name = "ipvsadm",
    description = {
      "Write the table as rules for ipvsadm -R, with the thresholds that ipvsadm -S leaves out.",
      "What ipvsadm cannot say is left out and named on standard error; then the exit code is 1."
    },
    footer = {"  lvsctl export ipvsadm > rules", "  ipvsadm-restore < rules"})
final class ExportIpvsadmCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  private final CommandContext context;

  ExportIpvsadmCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      return context.print(operations.exportRules());
    }
  }
}
