package dev.lvsd.ipvsadm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.ipvs.Ipvs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the program on a table in memory and keeps what it said. */
final class IpvsadmRun {
  /** Knows one host and one service. */
  static final Names NAMES =
      new Names() {
        @Override
        public @Nullable InetAddress addressOf(String host) {
          return host.equals("web") ? Inet.ipv4(0x0a000001) : null;
        }

        @Override
        public @Nullable String hostOf(InetAddress address) {
          return address.equals(Inet.ipv4(0x0a000001)) ? "web" : null;
        }

        @Override
        public int portOf(String service, String protocol) {
          return service.equals("http") && protocol.equals("tcp") ? 80 : -1;
        }

        @Override
        public @Nullable String serviceOf(int port, String protocol) {
          return port == 80 && protocol.equals("tcp") ? "http" : null;
        }
      };

  final int exitCode;
  final String out;
  final String err;

  private IpvsadmRun(int exitCode, String out, String err) {
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  static IpvsadmRun of(FakeIpvs table, String... args) {
    return of(() -> table, "ipvsadm", "", false, args);
  }

  static IpvsadmRun of(
      Supplier<Ipvs> plane, String program, String input, boolean posix, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new IpvsadmProgram(plane, NAMES, posix)
            .run(
                program,
                args,
                new ByteArrayInputStream(input.getBytes(ISO_8859_1)),
                new PrintStream(out, false, ISO_8859_1),
                new PrintStream(err, false, ISO_8859_1));
    return new IpvsadmRun(exitCode, out.toString(ISO_8859_1), err.toString(ISO_8859_1));
  }
}
