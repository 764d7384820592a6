package dev.lvsd.control;

/** What somebody may do. */
public enum Role {
  /** Nothing. */
  NONE,
  /** Look. */
  READ,
  /** Look and change. */
  CHANGE
}
