package dev.lvsd.cli;

/** Which version this is. */
public final class Versions {
  private Versions() {}

  /**
   * The version of lvsd, which the jar knows.
   *
   * @return {@code development} outside a jar
   */
  public static String product() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
