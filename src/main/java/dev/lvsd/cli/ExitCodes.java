package dev.lvsd.cli;

/** What a command leaves behind for scripts. */
public final class ExitCodes {
  /** Done. */
  public static final int OK = 0;

  /** Failed; standard error says why. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Something is left to do; only with {@code --exit-code}. */
  public static final int CHANGES_PENDING = 3;

  /** The daemon cannot be reached. */
  public static final int DAEMON_UNREACHABLE = 4;

  private ExitCodes() {}
}
