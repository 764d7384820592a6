package dev.lvsd.ipvs;

/** What happens to the rest of a batch after a command failed. */
public enum FailureMode {
  /** Go on with the rest; commands are pipelined. */
  CONTINUE,
  /** Do nothing after the first failure; commands go one by one. */
  STOP
}
