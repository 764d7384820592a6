package dev.lvsd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl rs}, the parent of everything that concerns real servers. */
@Command(
    name = "rs",
    description = {
      "Prepare and check real servers.",
      "By dr and tunnel every real server has the virtual addresses too, and must keep silent about"
          + " them. Real servers are reached by ssh, as root or by sudo without a password, and need"
          + " nothing but a POSIX shell and the ip command."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  lvsctl rs plan cluster.yaml",
      "  lvsctl rs apply cluster.yaml --only 10.2.0.11",
      "  lvsctl rs check cluster.yaml --probe",
      "  lvsctl rs probe cluster.yaml             from the director, without ssh",
      "  lvsctl rs local apply cluster.yaml       on the real server itself, without ssh"
    })
final class RsCommand implements Runnable {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }
}
