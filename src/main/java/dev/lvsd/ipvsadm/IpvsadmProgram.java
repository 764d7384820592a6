package dev.lvsd.ipvsadm;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvs.IpvsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The programs {@code ipvsadm}, {@code ipvsadm-save} and {@code ipvsadm-restore}.
 *
 * <p>Everything that ipvsadm writes and answers comes out byte for byte, for root and for others.
 * The exceptions are listed beside the test that compares the two.
 */
public final class IpvsadmProgram {
  private static final int USAGE = 1;
  private static final int NO_DATA_PLANE = 2;

  private final Supplier<? extends Ipvs> dataPlane;
  private final Names names;
  private final boolean posix;

  /**
   * A program that can run often, one run at a time.
   *
   * @param dataPlane opens the data plane; each run opens it, and closes it at its end
   * @param names of hosts and services
   * @param posix whether {@code POSIXLY_CORRECT} or {@code POSIX_ME_HARDER} is in the environment:
   *     the first word that is no option then ends the options
   */
  public IpvsadmProgram(Supplier<? extends Ipvs> dataPlane, Names names, boolean posix) {
    this.dataPlane = dataPlane;
    this.names = names;
    this.posix = posix;
  }

  /**
   * Whether a program of this name is one of the three.
   *
   * @param program a path or a name
   * @return true if {@link #run} is the right one for it
   */
  public static boolean isCalled(String program) {
    return switch (baseName(program)) {
      case "ipvsadm", "ipvsadm-save", "ipvsadm-restore" -> true;
      default -> false;
    };
  }

  /**
   * Runs one of the three programs.
   *
   * @param program how it was called, with path if there was one
   * @param args its arguments
   * @param in standard input, read by a restore only
   * @param out standard output
   * @param err standard error
   * @return the exit code, 0 to 255
   */
  public int run(String program, String[] args, InputStream in, PrintStream out, PrintStream err) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = raw(args[i]);
    }
    String name = raw(program);
    return switch (baseName(program)) {
      case "ipvsadm-save" -> save(name, words, out, err);
      case "ipvsadm-restore" -> restore(in, out, err);
      default -> ipvsadm(name, words, in, out, err);
    };
  }

  private int ipvsadm(
      String program, String[] args, InputStream in, PrintStream out, PrintStream err) {
    try (Ipvs ipvs = dataPlane.get()) {
      Session session;
      try {
        session = new Session(program, ipvs, names, posix, in, out, err);
      } catch (IpvsException e) {
        return noDataPlane(e, err);
      }
      return session.run(args);
    } catch (IpvsException e) {
      return noDataPlane(e, err);
    } catch (LvsdException e) {
      Output.line(err, String.valueOf(e.getMessage()));
      return NO_DATA_PLANE;
    }
  }

  private static int noDataPlane(IpvsException e, PrintStream err) {
    Output.line(err, "Can't initialize ipvs: " + Errors.ofStart(e));
    Output.line(err, "Are you sure that IP Virtual Server is built in the kernel or as module?");
    return NO_DATA_PLANE;
  }

  /** The script {@code ipvsadm-save}: any option but {@code -n} is a cry for help. */
  private int save(String program, String[] args, PrintStream out, PrintStream err) {
    boolean numeric = false;
    for (String arg : args) {
      if (arg.equals("-n")) {
        numeric = true;
      } else if (arg.startsWith("-")) {
        Output.line(err, baseName(program) + ": Script to save the IPVS table to stdout.");
        Output.line(err, "   With the -n option, prints out the table in numeric format.");
        return USAGE;
      }
    }
    String[] words = numeric ? new String[] {"-S", "-n"} : new String[] {"-S"};
    return ipvsadm("ipvsadm", words, InputStream.nullInputStream(), out, err);
  }

  /** The script {@code ipvsadm-restore}: drops comments, clears the table, restores. */
  private int restore(InputStream in, PrintStream out, PrintStream err) {
    byte[] rules;
    try {
      rules = withoutComments(in.readAllBytes());
    } catch (IOException e) {
      Output.line(err, "cannot read standard input: " + e.getMessage());
      return USAGE;
    }
    InputStream none = InputStream.nullInputStream();
    ipvsadm("ipvsadm", new String[] {"-C"}, none, out, err);
    return ipvsadm("ipvsadm", new String[] {"-R"}, new ByteArrayInputStream(rules), out, err);
  }

  /** Without lines that begin with {@code #}, and without empty lines at the end. */
  private static byte[] withoutComments(byte[] text) {
    String all = new String(text, StandardCharsets.ISO_8859_1);
    StringBuilder kept = new StringBuilder(all.length());
    for (int from = 0; from < all.length(); ) {
      int end = all.indexOf('\n', from);
      end = end < 0 ? all.length() : end;
      if (from == end || all.charAt(from) != '#') {
        kept.append(all, from, end).append('\n');
      }
      from = end + 1;
    }
    int length = kept.length();
    while (length > 0 && kept.charAt(length - 1) == '\n') {
      length--;
    }
    kept.setLength(length);
    kept.append('\n');
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes of an argument as characters of 8 bits, in which everything here works. */
  private static String raw(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return new String(text.getBytes(Charset.forName(encoding)), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  private static String baseName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
