package dev.lvsd.dataplane.io.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds a value by an address as packets have it, without making an object. Open addressing; when
 * it is three quarters full it forgets all. Owner: the forwarding thread.
 *
 * @param <T> the values
 */
final class AddressMap<T> {
  private static final int SLOTS = 8192;
  private static final int MOST = SLOTS / 4 * 3;

  private final long[] high = new long[SLOTS];
  private final long[] low = new long[SLOTS];
  private final Object[] values = new Object[SLOTS];
  private int size;

  @SuppressWarnings("unchecked")
  @Nullable T get(boolean ipv6, long addressHigh, long addressLow) {
    return (T) values[slot(key(ipv6, addressHigh), addressLow)];
  }

  void put(boolean ipv6, long addressHigh, long addressLow, T value) {
    if (size >= MOST) {
      clear();
    }
    long key = key(ipv6, addressHigh);
    int slot = slot(key, addressLow);
    if (values[slot] == null) {
      size++;
    }
    high[slot] = key;
    low[slot] = addressLow;
    values[slot] = value;
  }

  /** IPv4 addresses share the first half with no address of a host: it is that of multicast. */
  private static long key(boolean ipv6, long addressHigh) {
    return ipv6 ? addressHigh : -1;
  }

  /** Where the address is, or the first empty slot. */
  private int slot(long addressHigh, long addressLow) {
    long hash = (addressHigh * 31 + addressLow) * 0x9e3779b97f4a7c15L;
    int slot = (int) (hash >>> 51);
    while (values[slot] != null && (high[slot] != addressHigh || low[slot] != addressLow)) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  void clear() {
    Arrays.fill(values, null);
    size = 0;
  }
}
