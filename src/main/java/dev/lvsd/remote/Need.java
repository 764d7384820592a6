package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Tunnel;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a machine must have so that all claims on it are met; pure arithmetic on claims. What
 * several claims need is in it once, and stays until the last of them is gone.
 *
 * @param vips virtual addresses, with the longest prefix
 * @param tunnels interfaces where tunnels end
 * @param ports where GUE is taken off
 */
record Need(SortedSet<Place> vips, List<TunnelDevice> tunnels, SortedSet<FouPort> ports) {
  Need {
    vips = Collections.unmodifiableSortedSet(new TreeSet<>(vips));
    tunnels = List.copyOf(tunnels);
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
  }

  static Need of(Collection<Claim> claims) {
    SortedSet<Place> vips = new TreeSet<>();
    LinkedHashSet<TunnelDevice> tunnels = new LinkedHashSet<>();
    SortedSet<FouPort> ports = new TreeSet<>();
    for (Claim claim : new TreeSet<>(claims)) {
      vips.add(Place.of(claim));
      if (claim.tunnel().isPresent()) {
        Tunnel tunnel = claim.tunnel().get();
        tunnels.add(TunnelDevice.of(tunnel, claim.server(), claim.vip()));
        if (tunnel.type() == Tunnel.Type.GUE) {
          ports.add(new FouPort(AddressFamily.of(claim.server()), tunnel.port()));
        }
      }
    }
    return new Need(vips, List.copyOf(tunnels), ports);
  }

  /** Whether the machine must keep silent by ARP; neighbour discovery keeps silent by itself. */
  boolean silence() {
    return vips.stream().anyMatch(Place::isIpv4);
  }

  boolean isEmpty() {
    return vips.isEmpty();
  }
}
