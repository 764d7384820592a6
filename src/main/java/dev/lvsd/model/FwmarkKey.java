package dev.lvsd.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A virtual service that is found by the firewall mark of the packet, whatever its addresses.
 *
 * @param mark 1 to 2^32−1
 * @param family the family of the packets; the same mark can serve both, as two services
 */
public record FwmarkKey(long mark, AddressFamily family) implements ServiceKey {
  /** Refuses marks outside 32 bits, and 0, which means "no mark". */
  public FwmarkKey {
    requireNonNull(family, "family");
    if (mark < 1 || mark > 0xffff_ffffL) {
      throw new IllegalArgumentException("fwmark " + mark + ": expected 1 to 4294967295");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FwmarkKey key && mark == key.mark && family == key.family;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(mark) + family.hashCode();
  }

  @Override
  public String toString() {
    return "fwmark " + mark + (family == AddressFamily.IPV6 ? " ipv6" : "");
  }
}
