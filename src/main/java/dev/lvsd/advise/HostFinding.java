package dev.lvsd.advise;

import static java.util.Objects.requireNonNull;

/**
 * One thing of a director that was looked at.
 *
 * @param subject what, for example {@code module ip_vs}
 * @param verdict how it is
 * @param state what was found
 * @param reason why it matters; empty where that is plain
 * @param next what to do; empty if nothing
 */
public record HostFinding(
    String subject, Verdict verdict, String state, String reason, String next) {
  /** Refuses nulls. */
  public HostFinding {
    requireNonNull(subject, "subject");
    requireNonNull(verdict, "verdict");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    requireNonNull(next, "next");
  }

  static HostFinding ok(String subject, String state, String reason) {
    return new HostFinding(subject, Verdict.OK, state, reason, "");
  }

  static HostFinding problem(String subject, String state, String reason, String next) {
    return new HostFinding(subject, Verdict.PROBLEM, state, reason, next);
  }

  static HostFinding consider(String subject, String state, String reason, String next) {
    return new HostFinding(subject, Verdict.CONSIDER, state, reason, next);
  }
}
