package dev.lvsd.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a scheduler. The kernel may have more than the ones listed here, so any name of a
 * legal form can be carried.
 *
 * @param name 1 to 15 characters, as {@code ip_vs_<name>} is the module; {@code none} stands for no
 *     scheduler
 */
public record SchedulerName(String name) {
  /** Round robin. */
  public static final SchedulerName RR = new SchedulerName("rr");

  /** Weighted round robin. */
  public static final SchedulerName WRR = new SchedulerName("wrr");

  /** Least connections. */
  public static final SchedulerName LC = new SchedulerName("lc");

  /** Weighted least connections; the default of ipvsadm and of lvsd. */
  public static final SchedulerName WLC = new SchedulerName("wlc");

  /** Source hashing. */
  public static final SchedulerName SH = new SchedulerName("sh");

  /** Maglev hashing. */
  public static final SchedulerName MH = new SchedulerName("mh");

  /** Every scheduler of the mainline kernel, in the order of its documentation. */
  public static final List<SchedulerName> MAINLINE =
      List.of(
          RR,
          WRR,
          LC,
          WLC,
          new SchedulerName("fo"),
          new SchedulerName("ovf"),
          new SchedulerName("lblc"),
          new SchedulerName("lblcr"),
          new SchedulerName("dh"),
          SH,
          MH,
          new SchedulerName("sed"),
          new SchedulerName("nq"),
          new SchedulerName("twos"));

  /** Refuses what the kernel's attribute cannot hold. */
  public SchedulerName {
    if (name.isEmpty() || name.length() > 15 || !isPrintable(name)) {
      throw new IllegalArgumentException(
          "scheduler '" + name + "': expected 1 to 15 printable characters");
    }
  }

  /**
   * Whether the scheduler takes {@link SchedulerFlag#FALLBACK} and {@link SchedulerFlag#PORT}.
   *
   * @return true for sh and mh
   */
  public boolean hasFlags() {
    return equals(SH) || equals(MH);
  }

  private static boolean isPrintable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchedulerName scheduler && name.equals(scheduler.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
