package dev.lvsd.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Options of every command. {@code --direct} and {@code --socket} are here to be listed: the main
 * program acts on them before it loads any of this.
 */
@Command(
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    abbreviateSynopsis = true,
    sortOptions = false)
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 100,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--direct",
      order = 98,
      description = "Work on the kernel itself, even where the daemon answers.")
  boolean direct;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      order = 99,
      description =
          "Where the daemon listens (also: LVSD_SOCKET; default: /run/lvsd/control.sock).")
  @Nullable String controlSocket;

  @Option(
      names = "--debug",
      order = 101,
      description = "Show the stack trace of a failure (also: LVSD_DEBUG=1).")
  boolean debug;
}
