package dev.lvsd.model;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A kernel setting below {@code net.ipv4.vs}, with what the kernel takes for it. The list is for
 * checking definitions; on a host, what the kernel has decides.
 *
 * @param name below {@code net.ipv4.vs}
 * @param form what it takes
 * @param smallest smallest number, if the kernel refuses smaller ones
 * @param largest largest number, if the kernel refuses larger ones
 * @param origin on which kernels it is, in words; empty for every one that lvsd supports
 */
public record IpvsSysctl(String name, Form form, long smallest, long largest, String origin) {
  /** What a setting takes. */
  public enum Form {
    /** One whole number. */
    NUMBER,
    /** A power of two. */
    POWER_OF_TWO,
    /** One or two whole numbers, the first smaller unless the second is 0. */
    THRESHOLD,
    /** A list of processors, as in {@code 0-3,8}. */
    PROCESSORS
  }

  private static final long INT = Integer.MAX_VALUE;

  /** In the order of names. */
  private static final List<IpvsSysctl> ALL =
      List.of(
          number("am_droprate", -INT - 1, INT),
          number("amemthresh", -INT - 1, INT),
          number("backup_only", -INT - 1, INT),
          number("cache_bypass", -INT - 1, INT),
          number("conn_lfactor", -8, 8).from("Linux 7.1"),
          number("conn_max", 0, 1L << 30).from("Linux 7.2"),
          number("conn_reuse_mode", -INT - 1, INT),
          number("conntrack", -INT - 1, INT).from("kernels with CONFIG_IP_VS_NFCT"),
          number("debug_level", -INT - 1, INT).from("kernels with CONFIG_IP_VS_DEBUG"),
          number("drop_entry", 0, 3),
          number("drop_packet", 0, 3),
          special("est_cpulist", Form.PROCESSORS).from("Linux 6.2"),
          number("est_nice", -20, 19).from("Linux 6.2"),
          number("expire_nodest_conn", -INT - 1, INT),
          number("expire_quiescent_template", -INT - 1, INT),
          number("ignore_tunneled", -INT - 1, INT),
          number("lblc_expiration", 0, INT).from("hosts where ip_vs_lblc is loaded"),
          number("lblcr_expiration", 0, INT).from("hosts where ip_vs_lblcr is loaded"),
          number("nat_icmp_send", -INT - 1, INT),
          number("pmtu_disc", -INT - 1, INT),
          number("run_estimation", -INT - 1, INT),
          number("schedule_icmp", -INT - 1, INT),
          number("secure_tcp", 0, 3),
          number("sloppy_sctp", -INT - 1, INT),
          number("sloppy_tcp", -INT - 1, INT),
          number("snat_reroute", -INT - 1, INT),
          number("svc_lfactor", -8, 8).from("Linux 7.1"),
          number("sync_persist_mode", -INT - 1, INT),
          new IpvsSysctl("sync_ports", Form.POWER_OF_TWO, 1, INT, ""),
          number("sync_qlen_max", 0, Long.MAX_VALUE),
          number("sync_refresh_period", 0, INT),
          number("sync_retries", 0, 3),
          number("sync_sock_size", -INT - 1, INT),
          special("sync_threshold", Form.THRESHOLD),
          number("sync_version", 0, 1));

  private static final Map<String, IpvsSysctl> BY_NAME =
      ALL.stream().collect(toUnmodifiableMap(IpvsSysctl::name, Function.identity()));

  /** Settings whose values 1 and 2 the kernel itself exchanges, as memory gets scarce or not. */
  private static final Set<String> SWITCHED_BY_KERNEL =
      Set.of("drop_entry", "drop_packet", "secure_tcp");

  /**
   * Every setting that lvsd knows.
   *
   * @return in the order of names
   */
  public static List<IpvsSysctl> all() {
    return ALL;
  }

  /**
   * Looks a setting up.
   *
   * @param name below {@code net.ipv4.vs}
   * @return empty if lvsd does not know it
   */
  public static Optional<IpvsSysctl> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * Whether a kernel takes a value.
   *
   * @param value as somebody wrote it
   * @return false if every kernel refuses it
   */
  public boolean accepts(String value) {
    return switch (form) {
      case PROCESSORS -> value.matches("[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*") || value.isEmpty();
      case THRESHOLD -> isThreshold(value.strip().split("[ \\t]+", -1));
      case NUMBER -> isInRange(value);
      case POWER_OF_TWO -> isInRange(value) && Long.bitCount(Long.parseLong(value)) == 1;
    };
  }

  /**
   * What it takes, in words.
   *
   * @return for example {@code 0 to 3}
   */
  public String expected() {
    return switch (form) {
      case PROCESSORS -> "a list of processors such as 0-3,8";
      case THRESHOLD -> "two numbers such as '3 50', the first smaller";
      case POWER_OF_TWO -> "a power of two";
      case NUMBER -> isPlain() ? "a whole number" : smallest + " to " + largest;
    };
  }

  /**
   * Whether two values are the same setting: blanks do not count, and where the kernel switches
   * between 1 and 2 by itself, these are one.
   *
   * @param name of any setting
   * @param wanted what was asked for
   * @param present what the kernel says
   * @return true if nothing is to be done
   */
  public static boolean isSame(SysctlName name, String wanted, String present) {
    String left = normal(wanted);
    String right = normal(present);
    boolean switched = name.isIpvs() && SWITCHED_BY_KERNEL.contains(name.leaf());
    return left.equals(right)
        || (switched && isAutomatic(left) && isAutomatic(right))
        || (name.isIpvs() && name.leaf().equals("sync_threshold") && right.startsWith(left + " "));
  }

  /**
   * A value with one blank wherever there are several or a tab, and none at its ends.
   *
   * @param value as it was written or read
   * @return the same value in one form
   */
  public static String normal(String value) {
    return value.strip().replaceAll("[ \\t\\r\\n]+", " ");
  }

  private static boolean isAutomatic(String value) {
    return value.equals("1") || value.equals("2");
  }

  private boolean isInRange(String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      return false;
    }
    long number = Long.parseLong(value);
    return number >= smallest && number <= largest;
  }

  private static boolean isThreshold(String[] values) {
    for (String value : values) {
      if (!value.matches("[0-9]{1,9}")) {
        return false;
      }
    }
    if (values.length == 1) {
      return true;
    }
    int period = Integer.parseInt(values[1]);
    return values.length == 2 && (period == 0 || Integer.parseInt(values[0]) < period);
  }

  private boolean isPlain() {
    return largest >= INT;
  }

  private static IpvsSysctl number(String name, long smallest, long largest) {
    return new IpvsSysctl(name, Form.NUMBER, smallest, largest, "");
  }

  private static IpvsSysctl special(String name, Form form) {
    return new IpvsSysctl(name, form, 0, 0, "");
  }

  private IpvsSysctl from(String kernels) {
    return new IpvsSysctl(name, form, smallest, largest, kernels);
  }
}
