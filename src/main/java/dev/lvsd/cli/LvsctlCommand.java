package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl}, the root of the commands. */
@Command(
    name = "lvsctl",
    description = "Describes clusters of Linux Virtual Server, and makes a kernel carry them.",
    versionProvider = LvsctlCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; standard error says why",
      "2:wrong command line",
      "3:something is left to do (only with --exit-code)",
      "4:daemon not reachable"
    },
    footer = {
      "  lvsctl validate cluster.yaml",
      "  lvsctl plan cluster.yaml",
      "  lvsctl apply cluster.yaml",
      "  lvsctl get services -o wide",
      "  lvsctl ipvsadm -Ln                 the options and the output of ipvsadm",
      "  . <(lvsctl generate-completion)    completion for bash and zsh"
    })
final class LvsctlCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 102,
      description = "Show the version of lvsd; see also: lvsctl version.")
  boolean version;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  /** Says which version this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lvsctl " + Versions.product()};
    }
  }
}
