package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How large the connection table is wanted: by a number, or so that so many connections find room.
 *
 * @param bits size as a power of two
 * @param connections expected at the same time; does not count beside {@code bits}
 */
public record TableWish(OptionalInt bits, OptionalLong connections) {
  /** Any size will do. */
  public static final TableWish NONE = new TableWish(OptionalInt.empty(), OptionalLong.empty());

  /** From 7.1 on: how full the table is before it grows. */
  public static final String LOAD_FACTOR = SysctlName.ipvs("conn_lfactor").toString();

  /** Refuses nulls. */
  public TableWish {
    requireNonNull(bits, "bits");
    requireNonNull(connections, "connections");
  }

  /**
   * A size.
   *
   * @param bits as a power of two
   * @return the wish for it
   */
  public static TableWish of(int bits) {
    return new TableWish(OptionalInt.of(bits), OptionalLong.empty());
  }

  /**
   * Whether there is a wish.
   *
   * @return false if any size will do
   */
  public boolean isPresent() {
    return bits.isPresent() || connections.isPresent();
  }

  /**
   * The size on a director; for a number of connections the same as {@code lvsctl advise
   * conn-table} gives.
   *
   * @param module {@code ip_vs} there
   * @param sysctls values by full name, {@link #LOAD_FACTOR} among them if the kernel has it
   * @return a power of two, which for a number of connections is one that the kernel takes; empty
   *     without a wish
   */
  public OptionalInt on(IpvsModule module, Map<String, String> sysctls) {
    if (bits.isPresent() || connections.isEmpty()) {
      return bits;
    }
    int asked = TableBits.asked(connections.getAsLong(), loadFactor(module, sysctls));
    int wanted = Math.max(TableBits.KERNEL_DEFAULT, asked);
    return OptionalInt.of(Math.max(module.smallestBits(), Math.min(module.largestBits(), wanted)));
  }

  private static int loadFactor(IpvsModule module, Map<String, String> sysctls) {
    if (!module.growing()) {
      return 0;
    }
    String value = sysctls.getOrDefault(LOAD_FACTOR, "");
    return value.matches("-?[0-9]{1,2}") ? Integer.parseInt(value) : TableBits.DEFAULT_LOAD_FACTOR;
  }
}
