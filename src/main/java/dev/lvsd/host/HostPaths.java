package dev.lvsd.host;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a director keeps things; tests have them elsewhere.
 *
 * @param sysctls the tree of kernel settings; the part below {@code net} is that of the reading
 *     thread's network namespace
 * @param loaded a directory for each module that is loaded, or built in and has parameters
 * @param installed modules of the running kernel, and lists of them
 * @param modprobeFile what {@code modprobe} reads and lvsd writes
 * @param modprobeDirectories what {@code modprobe} reads, first of equal names wins
 * @param sysctlFile what is set at boot and lvsd writes
 */
public record HostPaths(
    Path sysctls,
    Path loaded,
    Path installed,
    Path modprobeFile,
    List<Path> modprobeDirectories,
    Path sysctlFile) {
  /** This machine. */
  public static final HostPaths SYSTEM =
      new HostPaths(
          Path.of("/proc/sys"),
          Path.of("/sys/module"),
          Path.of("/lib/modules", System.getProperty("os.version")),
          Path.of("/etc/modprobe.d/lvsd.conf"),
          List.of(
              Path.of("/etc/modprobe.d"),
              Path.of("/run/modprobe.d"),
              Path.of("/usr/local/lib/modprobe.d"),
              Path.of("/usr/lib/modprobe.d"),
              Path.of("/lib/modprobe.d")),
          Path.of("/etc/sysctl.d/90-lvsd.conf"));

  /** Copies the list. */
  public HostPaths {
    modprobeDirectories = List.copyOf(modprobeDirectories);
  }

  /**
   * This machine, with the files that lvsd writes elsewhere.
   *
   * @param directory instead of {@code /etc}
   * @return paths
   */
  public static HostPaths withConfigurationIn(Path directory) {
    return new HostPaths(
        SYSTEM.sysctls,
        SYSTEM.loaded,
        SYSTEM.installed,
        directory.resolve("modprobe.d/lvsd.conf"),
        List.of(directory.resolve("modprobe.d")),
        directory.resolve("sysctl.d/90-lvsd.conf"));
  }
}
