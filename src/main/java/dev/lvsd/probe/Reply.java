package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

/**
 * What came back when a connection was asked for.
 *
 * @param kind what it was
 * @param detail why nothing came back, if that is known; empty otherwise
 */
public record Reply(Kind kind, String detail) {
  /** Somebody listens. */
  public static final Reply ACCEPTED = new Reply(Kind.ACCEPTED, "");

  /** Nobody listens, and the machine says so. */
  public static final Reply REFUSED = new Reply(Kind.REFUSED, "");

  /** Nothing came back in time. */
  public static final Reply SILENT = silent("");

  /** Refuses nulls. */
  public Reply {
    requireNonNull(kind, "kind");
    requireNonNull(detail, "detail");
  }

  /** Kinds of replies. */
  public enum Kind {
    /** SYN and ACK. */
    ACCEPTED,
    /** RST. */
    REFUSED,
    /** Nothing. */
    SILENT
  }

  /**
   * Nothing came back, and there is a reason.
   *
   * @param why for an operator
   * @return the reply
   */
  public static Reply silent(String why) {
    return new Reply(Kind.SILENT, why);
  }

  /** The reason in a sentence, with a space and brackets; empty if there is none. */
  String because() {
    return detail.isEmpty() ? "" : " (" + detail + ")";
  }
}
