package dev.lvsd.advise;

import java.util.List;

/**
 * What a look at a director showed.
 *
 * @param findings in the order in which a person would look
 */
public record HostReport(List<HostFinding> findings) {
  /** Copies the list. */
  public HostReport {
    findings = List.copyOf(findings);
  }

  /**
   * How many findings have a verdict.
   *
   * @param verdict which
   * @return their number
   */
  public long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
