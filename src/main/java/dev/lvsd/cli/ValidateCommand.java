package dev.lvsd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl validate}. */
@Command(
    name = "validate",
    description = "Check definitions without looking at the kernel.",
    footer = {
      "  lvsctl validate cluster.yaml",
      "  lvsctl validate /etc/lvsd -o json",
      "  generate-cluster | lvsctl validate -"
    })
final class ValidateCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin DefinitionOptions definition = new DefinitionOptions();

  private final CommandContext context;

  ValidateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      Operations.Checked checked = operations.check(definition.files(context));
      output.view(context.terminal()).check(checked.definition(), checked.problems());
      return checked.definition().isPresent() ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }
}
