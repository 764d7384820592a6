package dev.lvsd.dataplane;

import dev.lvsd.model.Addresses;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Routing as a test says it is: everything is reachable by one device, from one address. */
public final class FixedRoutes implements Routes {
  private final Set<InetAddress> local = new HashSet<>();
  private final Map<InetAddress, Integer> mtus = new HashMap<>();
  private InetAddress source = Addresses.parse("10.2.0.1");
  private InetAddress source6 = Addresses.parse("fd02::1");

  /** Makes addresses the host's own. */
  public FixedRoutes local(String... addresses) {
    for (String each : addresses) {
      local.add(Addresses.parse(each));
    }
    return this;
  }

  /** Sets the MTU towards an address; 0 takes the route away. */
  public FixedRoutes mtu(String address, int mtu) {
    mtus.put(Addresses.parse(address), mtu);
    return this;
  }

  @Override
  public boolean isLocal(boolean ipv6, long high, long low) {
    return !local.isEmpty() && local.contains(Ip.address(ipv6, high, low));
  }

  @Override
  public int mtu(boolean ipv6, long high, long low) {
    return mtus.isEmpty() ? 1500 : mtus.getOrDefault(Ip.address(ipv6, high, low), 1500);
  }

  @Override
  public long sourceHigh(boolean ipv6, long high, long low) {
    return Ip.high(ipv6 ? source6 : source);
  }

  @Override
  public long sourceLow(boolean ipv6, long high, long low) {
    return Ip.low(ipv6 ? source6 : source);
  }
}
