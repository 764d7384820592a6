package dev.lvsd.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lvsctl import ipvsadm}. */
@Command(
    name = "ipvsadm",
    description = {
      "Make a definition out of rules of ipvsadm, or out of the kernel's table.",
      "Applying it to that table changes nothing. What a definition cannot say is left out and named"
          + " on standard error; then the exit code is 1."
    },
    footer = {
      "  lvsctl import ipvsadm > cluster.yaml",
      "  lvsctl plan cluster.yaml             says that nothing is to be done",
      "  lvsctl import ipvsadm /etc/ipvsadm.rules"
    })
final class ImportIpvsadmCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "What ipvsadm -S or ipvsadm-save wrote, or - for standard input. Missing: the table of"
              + " the kernel.")
  @Nullable Path file;

  private final CommandContext context;

  ImportIpvsadmCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Operations operations = context.open()) {
      return context.print(operations.importRules(Optional.ofNullable(file)));
    }
  }
}
