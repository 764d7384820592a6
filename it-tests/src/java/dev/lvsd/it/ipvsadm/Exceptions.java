package dev.lvsd.it.ipvsadm;

import java.util.List;

/**
 * Where {@code lvsctl ipvsadm} differs from ipvsadm on purpose. Nothing else may differ.
 *
 * <ol>
 *   <li>{@code -b ,}: ipvsadm crashes on scheduler flags without a flag; we say {@code invalid
 *       scheduler flag `'} and answer 2.
 *   <li>{@code !#:+} in an argument stands for the next word; where there is none, libpopt searches
 *       for ever; we leave the text as it is.
 *   <li>Services of another protocol than TCP, UDP and SCTP, which only other programs can make,
 *       are not listed ({@code ?} in ipvsadm).
 *   <li>Words above 4096 characters on standard input, rows of the connection list above 255
 *       characters, and other places where ipvsadm overruns its own buffers.
 *   <li>A machine whose name service gives an address a name that does not lead back to it: we
 *       print the address.
 *   <li>Arguments that are not ASCII, where the locale is C or POSIX: a JVM cannot see their bytes.
 *   <li>Started by a path that is also where a search of PATH leads, the name in {@code Try …} and
 *       in the usage is without directory: a launcher script cannot see the difference.
 *   <li>{@code -6} before {@code -f}: later builds of 1.31 say {@code -6 must follow -f}; we say
 *       what the release says.
 * </ol>
 */
public final class Exceptions {
  private static final String RELEASED = "-6 used before -f";
  private static final String LATER = "-6 must follow -f";

  private Exceptions() {}

  /**
   * What the release would have said.
   *
   * @param said by the ipvsadm that is installed
   * @return the same in the words of 1.31 as it was released
   */
  public static Outcome asReleased(Outcome said) {
    return new Outcome(said.exitCode(), said.output(), said.errors().replace(LATER, RELEASED));
  }

  /**
   * Whether a command line is one that ipvsadm cannot be asked.
   *
   * @param command a generated one
   * @return true if it would crash or hang
   */
  public static boolean covers(CommandLine command) {
    return command.args().stream().anyMatch(Exceptions::isDeadly)
        || List.of(command.input().split("\\s+")).stream().anyMatch(Exceptions::isDeadly);
  }

  private static boolean isDeadly(String arg) {
    return arg.contains("!#:+") || arg.matches("(-b|--sched-flags=|-b=)?,+");
  }
}
