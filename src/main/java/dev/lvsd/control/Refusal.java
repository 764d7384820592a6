package dev.lvsd.control;

/** Why the daemon does not run a command line. */
public enum Refusal {
  /** The user is neither root nor in one of lvsd's groups. */
  NOT_ALLOWED,
  /** So many clients are served already. */
  BUSY,
  /** Client and daemon are of different versions. */
  OTHER_PROTOCOL,
  /** The client asks about another network namespace than that of the daemon. */
  OTHER_NETWORK,
  /** What the client sent makes no sense. */
  BAD_MESSAGE
}
