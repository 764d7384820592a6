package dev.lvsd.remote;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Tunnel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a tunnel adds to a packet, and what follows for the size of TCP segments.
 *
 * @see "net/netfilter/ipvs/ip_vs_xmit.c: ip_vs_tunnel_xmit"
 */
final class TunnelOverhead {
  private static final int IPV4 = 20;
  private static final int IPV6 = 40;
  private static final int UDP = 8;
  private static final int GUE = 4;

  /** The private flags and the option of remote checksum offload. */
  private static final int GUE_REMOTE_CHECKSUM = 8;

  private static final int GRE = 4;
  private static final int GRE_CHECKSUM = 4;
  private static final int TCP = 20;

  private TunnelOverhead() {}

  /** Bytes that the director puts in front of the client's packet. */
  static int bytes(Tunnel tunnel, AddressFamily outer) {
    int header = outer == AddressFamily.IPV6 ? IPV6 : IPV4;
    return header
        + switch (tunnel.type()) {
          case GUE ->
              UDP + GUE + (tunnel.checksum() == Tunnel.Checksum.REMOTE ? GUE_REMOTE_CHECKSUM : 0);
          case GRE -> GRE + (tunnel.checksum() == Tunnel.Checksum.FULL ? GRE_CHECKSUM : 0);
          default -> 0;
        };
  }

  /** Advice for each tunnel through which the largest segments do not fit. */
  static List<String> advice(HostFacts facts, Collection<Claim> claims) {
    Set<String> advice = new LinkedHashSet<>();
    for (Claim claim : claims) {
      claim.tunnel().flatMap(tunnel -> advice(facts, claim, tunnel)).ifPresent(advice::add);
    }
    return new ArrayList<>(advice);
  }

  private static Optional<String> advice(HostFacts facts, Claim claim, Tunnel tunnel) {
    Optional<HostFacts.Link> way =
        facts
            .places(claim.server())
            .findFirst()
            .flatMap(place -> facts.link(place.device()))
            .filter(link -> link.mtu() > 0);
    AddressFamily inner = AddressFamily.of(claim.vip());
    Optional<HostFacts.Route> back =
        facts.routes().stream().filter(r -> r.ipv6() == (inner == AddressFamily.IPV6)).findFirst();
    if (way.isEmpty() || back.isEmpty()) {
      return Optional.empty();
    }
    int headers = (inner == AddressFamily.IPV6 ? IPV6 : IPV4) + TCP;
    int overhead = bytes(tunnel, AddressFamily.of(claim.server()));
    int fits = way.get().mtu() - overhead - headers;
    int announced =
        back.get()
            .segment()
            .orElse(facts.link(back.get().device()).map(l -> l.mtu() - headers).orElse(0));
    if (announced <= fits) {
      return Optional.empty();
    }
    String gateway = back.get().gateway().map(via -> "via " + Addresses.text(via) + " ").orElse("");
    return Optional.of(
        ("the %s tunnel to %s adds %d bytes, and clients are told to send segments of %d bytes, of"
                + " which %d fit: large uploads hang where path MTU discovery does not work; there:"
                + " ip %sroute change default %sdev %s advmss %d, or an MTU of %d from the director"
                + " to %s")
            .formatted(
                tunnel.type().text(),
                Addresses.text(claim.server()),
                overhead,
                announced,
                fits,
                inner == AddressFamily.IPV6 ? "-6 " : "",
                gateway,
                back.get().device(),
                fits,
                way.get().mtu() + announced - fits,
                way.get().name()));
  }
}
