package dev.lvsd.advise;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a kernel setting of a director means for its services.
 *
 * @param name full name with dots
 * @param present its value; empty if it cannot be read
 * @param wanted a value that would be right, in words if there are several
 * @param verdict on the present value
 * @param reason why it matters
 */
public record SysctlAdvice(
    String name, Optional<String> present, String wanted, Verdict verdict, String reason) {
  /** Refuses nulls. */
  public SysctlAdvice {
    requireNonNull(name, "name");
    requireNonNull(present, "present");
    requireNonNull(wanted, "wanted");
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
  }
}
