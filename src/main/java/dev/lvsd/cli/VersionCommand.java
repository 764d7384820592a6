package dev.lvsd.cli;

import dev.lvsd.cli.view.OutputFormat;
import dev.lvsd.cli.view.VersionSummary;
import dev.lvsd.diag.LvsdException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lvsctl version}. The table asks nobody; the other forms ask the kernel, too. */
@Command(
    name = "version",
    description = {
      "Show the versions of lvsd, Java and the kernel.",
      "All forms but the table ask the kernel for its IPVS version, which needs root."
    },
    footer = {"  lvsctl version", "  lvsctl version -o wide", "  lvsctl version -o json"})
final class VersionCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin OutputOptions output = new OutputOptions();

  private final CommandContext context;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<VersionSummary.Ipvs> ipvs =
        output.format == OutputFormat.TABLE ? Optional.empty() : Optional.of(ask());
    output
        .view(context.terminal())
        .version(
            new VersionSummary(
                Versions.product(),
                System.getProperty("java.vm.version")
                    + " ("
                    + System.getProperty("java.vm.name")
                    + ")",
                System.getProperty("os.version"),
                ipvs));
    return ExitCodes.OK;
  }

  private VersionSummary.Ipvs ask() {
    try (Operations operations = context.open()) {
      return new VersionSummary.Ipvs(operations.status().info().versionText(), "");
    } catch (LvsdException e) {
      return new VersionSummary.Ipvs("", String.valueOf(e.getMessage()));
    }
  }
}
