package dev.lvsd.dataplane.io.route;

import dev.lvsd.linux.SocketUapi;
import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A rule of the plane. What it does follows from its place.
 *
 * @param family AF_INET or AF_INET6
 * @param priority one of {@link Marks}
 * @param from interface by which packets come; empty for every one
 * @param source address that packets have; empty for every one
 */
record Rule(int family, int priority, String from, Optional<InetAddress> source) {
  static Rule of(int family, int priority, String from) {
    return new Rule(family, priority, from, Optional.empty());
  }

  /** For what a server answers. */
  static Rule replies(InetAddress server) {
    return new Rule(Inet.family(server), Marks.RULE_REPLIES, "", Optional.of(server));
  }

  @Override
  public String toString() {
    return "rule "
        + priority
        + (family == SocketUapi.AF_INET ? " of IPv4" : " of IPv6")
        + (from.isEmpty() ? "" : " iif " + from)
        + source.map(address -> " from " + Addresses.text(address)).orElse("");
  }
}
