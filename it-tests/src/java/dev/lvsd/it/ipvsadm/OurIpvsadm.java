package dev.lvsd.it.ipvsadm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.ipvsadm.IpvsadmProgram;
import dev.lvsd.ipvsadm.SystemNames;
import dev.lvsd.it.topology.Namespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** {@code lvsctl ipvsadm} in this JVM, on the table of any namespace. */
public final class OurIpvsadm {
  private final IpvsadmProgram program =
      new IpvsadmProgram(KernelIpvs::open, new SystemNames(), false);

  /**
   * Runs a command line.
   *
   * @param namespace whose table it works on
   * @param name {@code ipvsadm} or one of its scripts
   * @param command its arguments and input
   * @return what came of it
   */
  public Outcome run(Namespace namespace, String name, CommandLine command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = command.args().toArray(new String[0]);
    ByteArrayInputStream in = new ByteArrayInputStream(command.input().getBytes(ISO_8859_1));
    int exitCode =
        namespace.call(
            () ->
                program.run(
                    name,
                    args,
                    in,
                    new PrintStream(out, false, ISO_8859_1),
                    new PrintStream(err, false, ISO_8859_1)));
    return new Outcome(exitCode, out.toString(ISO_8859_1), err.toString(ISO_8859_1));
  }
}
