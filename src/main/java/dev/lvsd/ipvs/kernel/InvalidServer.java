package dev.lvsd.ipvs.kernel;

import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.Tunnel;

/**
 * Why the kernel answers EINVAL for a real server. It has many reasons and says none; the settings
 * tell which one it was, because the kernel looks for them in a known order.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_genl_set_cmd, ip_vs_add_dest, ip_vs_new_dest"
 */
final class InvalidServer {
  private static final long MAX_THRESHOLD = Integer.MAX_VALUE;

  private InvalidServer() {}

  static String why(ServiceKey service, ServerSpec spec) {
    if (spec.key().family() != service.family()) {
      return spec.tunnel().isEmpty()
          ? "the server is of another address family than its service, which only forwarding method"
              + " tunnel can bridge"
          : "the server is of another address family than its service, which is not possible while"
              + " a sync daemon runs; stop the daemon, or choose an address of the service's family";
    }
    if (spec.upperThreshold() > MAX_THRESHOLD) {
      return "the upper threshold " + spec.upperThreshold() + " is above 2147483647";
    }
    if (spec.tunnel().filter(InvalidServer::isGueWithoutPort).isPresent()) {
      return "tunnel type gue needs the port on which the server takes it";
    }
    return switch (spec.key().family()) {
      case IPV4 ->
          "a server's address must be one host's: not 0.0.0.0, not broadcast, not multicast; any"
              + " address is refused in a network namespace whose loopback was never up";
      case IPV6 ->
          "a server's address must be one host's: not ::, not multicast, and link-local only if it"
              + " is an address of this machine";
    };
  }

  private static boolean isGueWithoutPort(Tunnel tunnel) {
    return tunnel.type() == Tunnel.Type.GUE && tunnel.port() == 0;
  }
}
