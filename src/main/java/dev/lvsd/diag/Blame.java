package dev.lvsd.diag;

/** Whose move it is when something failed. */
public enum Blame {
  /** The definition or the command line is wrong. */
  USER,
  /** The machine lacks something: a module, a privilege, a directory. */
  HOST,
  /** The kernel refused. */
  KERNEL,
  /** Another machine failed. */
  REMOTE,
  /** lvsd itself is wrong; worth a report. */
  BUG
}
