package dev.lvsd.cli.view;

import java.util.Optional;

/**
 * Which versions work together here.
 *
 * @param lvsd version of lvsd
 * @param java version and name of the Java machine
 * @param kernel release of the running kernel
 * @param ipvs the data plane; empty if nobody asked
 */
public record VersionSummary(String lvsd, String java, String kernel, Optional<Ipvs> ipvs) {
  /**
   * The version of the data plane.
   *
   * @param version for example {@code 1.2.1}; empty if it does not answer
   * @param unavailable why it does not answer; empty if it does
   */
  public record Ipvs(String version, String unavailable) {}
}
