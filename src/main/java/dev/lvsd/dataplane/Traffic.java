package dev.lvsd.dataplane;

import org.jspecify.annotations.Nullable;

/**
 * What is counted of connections and packets: per server, service, and in all. Owner: the
 * forwarding thread.
 */
final class Traffic {
  private final Counters all = new Counters();

  Counters all() {
    return all;
  }

  /** Counts a new connection. */
  void connection(RealServer server, Service service) {
    server.counters.connection();
    service.counters.connection();
    all.connection();
  }

  /** Counts a client's packet; nothing without a server that is configured. */
  void in(@Nullable RealServer server, int bytes) {
    if (server != null && server.isAvailable()) {
      server.counters.in(bytes);
      server.service().counters.in(bytes);
      all.in(bytes);
    }
  }

  /** Counts a server's packet; nothing without a server that is configured. */
  void out(@Nullable RealServer server, int bytes) {
    if (server != null && server.isAvailable()) {
      server.counters.out(bytes);
      server.service().counters.out(bytes);
      all.out(bytes);
    }
  }
}
