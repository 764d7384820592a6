package dev.lvsd.advise;

/** How something is that was looked at. */
public enum Verdict {
  /** As it should be. */
  OK,
  /** Works; another value may be better, and it is for the operator to say. */
  CONSIDER,
  /** Something does not work, or not as the definition says. */
  PROBLEM,
  /** Cannot be read here. */
  UNKNOWN
}
