package dev.lvsd.plan;

import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Tunnel;
import java.util.Optional;

/**
 * Brings settings to the form in which equal behaviour means equal values. What is wanted and what
 * is there both pass here before they are compared, so that values which the data plane stores and
 * does not use never cause a change.
 *
 * <p>Persistence has a netmask only while there is persistence, and encapsulation goes only with
 * tunnels: the model sees to that already.
 */
final class Normalizer {
  private Normalizer() {}

  /** A persistence engine without persistence tells nobody apart. */
  static ServiceSpec service(ServiceSpec spec) {
    if (spec.persistence().isPresent() || spec.persistenceEngine().isEmpty()) {
      return spec;
    }
    return new ServiceSpec(
        spec.key(),
        spec.scheduler(),
        spec.schedulerFlags(),
        Optional.empty(),
        Optional.empty(),
        spec.onePacket(),
        spec.toa());
  }

  /** Only gue has a port; ipip has no checksum, and gre cannot offload it. */
  static ServerSpec server(ServerSpec spec) {
    if (spec.forwarding() != ForwardingMethod.TUNNEL) {
      return spec;
    }
    Tunnel have = spec.tunnel().orElseThrow();
    Tunnel used =
        switch (have.type()) {
          case IPIP -> Tunnel.IPIP;
          case GRE ->
              new Tunnel(
                  Tunnel.Type.GRE,
                  0,
                  have.checksum() == Tunnel.Checksum.FULL
                      ? Tunnel.Checksum.FULL
                      : Tunnel.Checksum.NONE);
          default -> have;
        };
    return used.equals(have) ? spec : spec.withTunnel(used);
  }
}
