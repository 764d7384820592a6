package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What the director saw.
 *
 * @param vips who answers for each virtual address
 * @param paths whether each real server can answer
 * @param took from first to last
 */
public record ProbeReport(List<VipReport> vips, List<PathReport> paths, Duration took) {
  /** Copies the lists. */
  public ProbeReport {
    vips = List.copyOf(vips);
    paths = List.copyOf(paths);
    requireNonNull(took, "took");
  }

  /**
   * How many things are wrong.
   *
   * @return 0 or more
   */
  public long faults() {
    return vips.stream().mapToLong(vip -> vip.faults().size()).sum()
        + paths.stream().filter(path -> path.verdict().isFault()).count();
  }
}
