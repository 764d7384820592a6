package dev.lvsd.dataplane;

import dev.lvsd.model.ServiceKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The services, found by key and by packet. Owner: the forwarding thread.
 *
 * <p>A packet's service is that of its mark; else that of its protocol, destination address and
 * port; else, for TCP, that of port 21 if the port is 20 or not a privileged one, for data
 * connections of FTP; else that of port 0.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_service_find()"
 */
final class ServiceTable {
  private static final int TCP = 6;
  private static final int FTP = 21;
  private static final int FTP_DATA = 20;
  private static final int FIRST_UNPRIVILEGED = 1024;
  private static final int FIRST_SIZE = 64;

  private final Map<ServiceKey, Service> byKey = new LinkedHashMap<>();
  private @Nullable Service[] buckets = new Service[FIRST_SIZE];
  private int ftp;
  private int anyPort;
  private int marks;

  @Nullable Service get(ServiceKey key) {
    return byKey.get(key);
  }

  Collection<Service> all() {
    return byKey.values();
  }

  void add(Service service) {
    byKey.put(service.spec().key(), service);
    if (byKey.size() > buckets.length) {
      buckets = new Service[buckets.length * 2];
      byKey.values().forEach(this::link);
    } else {
      link(service);
    }
    count(service, 1);
  }

  void remove(Service service) {
    byKey.remove(service.spec().key());
    int bucket = bucket(service);
    Service first = buckets[bucket];
    if (first == service) {
      buckets[bucket] = service.next;
    }
    for (Service each = first; each != null; each = each.next) {
      if (each.next == service) {
        each.next = service.next;
      }
    }
    count(service, -1);
  }

  private void count(Service service, int by) {
    if (service.mark != 0) {
      marks += by;
    } else if (service.port == 0) {
      anyPort += by;
    } else if (service.port == FTP && service.protocol == TCP) {
      ftp += by;
    }
  }

  private void link(Service service) {
    int bucket = bucket(service);
    service.next = buckets[bucket];
    buckets[bucket] = service;
  }

  private int bucket(Service service) {
    return bucket(service.mark, service.protocol, service.high, service.low, service.port);
  }

  private int bucket(int mark, int protocol, long high, long low, int port) {
    long hash = mark * 31L + protocol;
    hash = (hash ^ high) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ low ^ ((long) port << 32)) * 0x9e3779b97f4a7c15L;
    return (int) (hash >>> 32) & (buckets.length - 1);
  }

  @Nullable Service find(int mark, boolean ipv6, int protocol, long high, long low, int port) {
    Service found = null;
    if (mark != 0 && marks > 0) {
      found = exact(mark, ipv6, 0, 0, 0, 0);
    }
    if (found == null) {
      found = exact(0, ipv6, protocol, high, low, port);
    }
    if (found == null
        && ftp > 0
        && protocol == TCP
        && (port == FTP_DATA || port >= FIRST_UNPRIVILEGED)) {
      found = exact(0, ipv6, protocol, high, low, FTP);
    }
    if (found == null && anyPort > 0) {
      found = exact(0, ipv6, protocol, high, low, 0);
    }
    return found;
  }

  private @Nullable Service exact(
      int mark, boolean ipv6, int protocol, long high, long low, int port) {
    Service each = buckets[bucket(mark, protocol, high, low, port)];
    while (each != null
        && (each.low != low
            || each.port != port
            || each.mark != mark
            || each.protocol != protocol
            || each.high != high
            || each.ipv6 != ipv6)) {
      each = each.next;
    }
    return each;
  }
}
