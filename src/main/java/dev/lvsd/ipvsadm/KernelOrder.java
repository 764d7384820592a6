package dev.lvsd.ipvsadm;

import dev.lvsd.model.AddressKey;
import dev.lvsd.model.FwmarkKey;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceStatus;
import java.net.InetAddress;
import java.util.Comparator;

/**
 * The order in which ipvsadm lists services and servers.
 *
 * <p>Two unsigned 32-bit numbers are compared by the sign of their 32-bit difference, so numbers
 * more than 2^31 apart stand the wrong way round, and a, b, c can be in a circle. What comes out
 * then depends on the order that went in and on the algorithm: glibc's {@code qsort} is a merge
 * sort that splits in the middle, and so is this one.
 */
final class KernelOrder {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private KernelOrder() {}

  /** Sorts services in place. */
  static void sortServices(ServiceStatus[] services) {
    sort(services, (left, right) -> compare(left.key(), right.key()));
  }

  /** Sorts the servers of a service in place. */
  static void sortServers(ServerStatus[] servers) {
    sort(
        servers,
        (left, right) ->
            compareEnds(
                left.key().address(),
                left.key().port(),
                right.key().address(),
                right.key().port()));
  }

  private static int compare(ServiceKey left, ServiceKey right) {
    int byMark = mark(left) - mark(right);
    if (byMark != 0) {
      return byMark;
    }
    int byFamily = family(left) - family(right);
    if (byFamily != 0) {
      return byFamily;
    }
    if (left instanceof AddressKey a && right instanceof AddressKey b) {
      int byProtocol = a.protocol().number() - b.protocol().number();
      return byProtocol != 0
          ? byProtocol
          : compareEnds(a.address(), a.port(), b.address(), b.port());
    }
    return 0;
  }

  private static int compareEnds(InetAddress left, int leftPort, InetAddress right, int rightPort) {
    int words = Inet.isIpv6(left) ? 4 : 1;
    for (int i = 0; i < words; i++) {
      int difference = Inet.word(left, i) - Inet.word(right, i);
      if (difference != 0) {
        return difference;
      }
    }
    return leftPort - rightPort;
  }

  private static int mark(ServiceKey key) {
    return key instanceof FwmarkKey fwmark ? (int) fwmark.mark() : 0;
  }

  private static int family(ServiceKey key) {
    return switch (key.family()) {
      case IPV4 -> AF_INET;
      case IPV6 -> AF_INET6;
    };
  }

  private static <T> void sort(T[] items, Comparator<T> order) {
    sort(items, 0, items.length, items.clone(), order);
  }

  private static <T> void sort(T[] items, int from, int to, T[] spare, Comparator<T> order) {
    if (to - from < 2) {
      return;
    }
    int middle = from + (to - from) / 2;
    sort(items, from, middle, spare, order);
    sort(items, middle, to, spare, order);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      spare[at++] = order.compare(items[left], items[right]) <= 0 ? items[left++] : items[right++];
    }
    while (left < middle) {
      spare[at++] = items[left++];
    }
    System.arraycopy(spare, from, items, from, at - from); // the rest of the right half is in place
  }
}
