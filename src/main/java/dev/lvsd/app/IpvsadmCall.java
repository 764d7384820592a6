package dev.lvsd.app;

import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.ipvsadm.IpvsadmProgram;
import dev.lvsd.ipvsadm.SystemNames;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * {@code lvsctl ipvsadm …}, and lvsctl started through a link that is called {@code ipvsadm},
 * {@code ipvsadm-save} or {@code ipvsadm-restore}. Decided before anything else is loaded.
 */
final class IpvsadmCall {
  /** Set by the launcher to the name that it was started by. */
  static final String PROGRAM_PROPERTY = "lvsd.program";

  private static final String WORD = "ipvsadm";

  private final String program;
  private final String[] args;

  private IpvsadmCall(String program, String[] args) {
    this.program = program;
    this.args = args;
  }

  /**
   * Whether ipvsadm is wanted.
   *
   * @param startedAs the name of the link, with path if there was one; empty if unknown
   * @param args the arguments of lvsctl
   * @return empty if this is for lvsctl itself
   */
  static Optional<IpvsadmCall> of(String startedAs, String[] args) {
    if (IpvsadmProgram.isCalled(startedAs)) {
      return Optional.of(new IpvsadmCall(startedAs, args));
    }
    if (args.length > 0 && args[0].equals(WORD)) {
      return Optional.of(new IpvsadmCall(WORD, Arrays.copyOfRange(args, 1, args.length)));
    }
    return Optional.empty();
  }

  /** Runs it on the kernel with the streams of this process, and returns the exit code. */
  int run() {
    Map<String, String> environment = System.getenv();
    boolean posix =
        environment.containsKey("POSIXLY_CORRECT") || environment.containsKey("POSIX_ME_HARDER");
    PrintStream out =
        new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false);
    int exitCode =
        new IpvsadmProgram(KernelIpvs::open, new SystemNames(), posix)
            .run(program, args, System.in, out, err);
    out.flush();
    return exitCode;
  }
}
