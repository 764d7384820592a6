package dev.lvsd.app;

import dev.lvsd.cli.CommandLines;
import dev.lvsd.cli.ExitCodes;
import dev.lvsd.cli.Operations;
import dev.lvsd.diag.Problem;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The main of {@code lvsctl}. */
public final class Lvsctl {
  private static final Path DEFINITIONS = Path.of("/etc/lvsd");

  private Lvsctl() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args command line
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    String startedAs = System.getProperty(IpvsadmCall.PROGRAM_PROPERTY, "");
    Optional<IpvsadmCall> ipvsadm = IpvsadmCall.of(startedAs, args);
    if (ipvsadm.isPresent()) {
      return ipvsadm.get().run();
    }
    SystemTerminal system = new SystemTerminal();
    int code = CommandLines.run(system.terminal(), Lvsctl::local, DEFINITIONS, args);
    if (system.failure().isPresent()) {
      system
          .terminal()
          .err()
          .println(
              "lvsctl: error: write the answer to standard output: "
                  + system.failure().get().getMessage());
      return code == ExitCodes.OK ? ExitCodes.FAILED : code;
    }
    return code;
  }

  private static Operations local(Path stateDirectory, Consumer<Problem> warnings) {
    return new LocalOperations(stateDirectory, KernelIpvs::open, System.in, warnings);
  }
}
