package dev.lvsd.app;

import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.host.LinuxHost;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.ipvsadm.IpvsadmProgram;
import dev.lvsd.ipvsadm.SystemNames;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
    return run(
        IpvsadmCall::open,
        System.getenv(),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }

  /** Runs it on a data plane with any streams, and returns the exit code. */
  int run(
      Supplier<? extends Ipvs> dataPlane,
      Map<String, String> environment,
      InputStream in,
      OutputStream answer,
      OutputStream errors) {
    boolean posix =
        environment.containsKey("POSIXLY_CORRECT") || environment.containsKey("POSIX_ME_HARDER");
    PrintStream out = new PrintStream(new BufferedOutputStream(answer), false);
    PrintStream err = new PrintStream(errors, false);
    int exitCode =
        new IpvsadmProgram(dataPlane, new SystemNames(), posix).run(program, args, in, out, err);
    out.flush();
    err.flush();
    return exitCode;
  }

  /** Opens the kernel's IPVS; where there is none, tries to load the module, as ipvsadm does. */
  static KernelIpvs open() {
    try {
      return KernelIpvs.open();
    } catch (IpvsException e) {
      if (e.errno() == Errno.ENOENT && loadModule()) {
        return KernelIpvs.open();
      }
      throw e;
    }
  }

  /** As lvsd configured it. What modprobe had to say is on standard error, as with ipvsadm. */
  private static boolean loadModule() {
    try (Host host = LinuxHost.open()) {
      host.execute(new HostCommand.LoadModule("ip_vs"));
      return true;
    } catch (LvsdException e) {
      System.err.println(e.getMessage());
      return false;
    }
  }
}
