package dev.lvsd.it.bench;

import dev.lvsd.ipvs.kernel.KernelIpvs;
import dev.lvsd.ipvsadm.IpvsadmProgram;
import dev.lvsd.ipvsadm.SystemNames;
import dev.lvsd.netlink.GenericNetlink;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where the time of {@code lvsctl ipvsadm -Ln} goes, from the start of the process on. To be
 * started with the launcher's options and archive.
 */
public final class StartParts {
  private StartParts() {}

  /**
   * Prints lines of name, tab, milliseconds.
   *
   * @param args when the process was started, in microseconds since 1970
   */
  public static void main(String[] args) {
    long started = Long.parseLong(args[0]);
    long main = now();
    GenericNetlink.open(Duration.ofSeconds(5)).close();
    long open = now();
    String outcome = list();
    long end = now();
    print("start, Java machine until main", main - started);
    print("start, jnr-ffi and a netlink socket", open - main);
    print("start, ipvsadm " + outcome, end - open);
  }

  /** A whole run of ipvsadm; where there is no ip_vs, up to that answer. */
  private static String list() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false);
    int code =
        new IpvsadmProgram(KernelIpvs::open, new SystemNames(), false)
            .run("ipvsadm", new String[] {"-Ln"}, InputStream.nullInputStream(), nowhere, nowhere);
    return code == 0 ? "with a listing" : "until the kernel refused";
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static void print(String what, long micros) {
    System.out.println(what + "\t" + (micros + 500) / 1000);
  }
}
