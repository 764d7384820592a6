package dev.lvsd.ipvsadm;

import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command line has said of the real server so far. */
final class ServerDraft {
  private static final Option[] TUNNEL_OPTIONS = {
    Option.TUN_PORT, Option.TUN_NOCSUM, Option.TUN_CSUM, Option.TUN_REMCSUM
  };

  @Nullable InetAddress address;
  int port;
  ForwardingMethod forwarding = ForwardingMethod.DR;
  int weight = 1;
  int upperThreshold;
  int lowerThreshold;
  Tunnel.Type tunnelType = Tunnel.Type.IPIP;
  int tunnelPort;
  Tunnel.Checksum checksum = Tunnel.Checksum.NONE;

  /** The checks and corrections that ipvsadm makes before it adds or edits a server. */
  void complete(ServiceDraft service, OptionSet given) {
    boolean tunnel = forwarding == ForwardingMethod.TUNNEL;
    if (service.fwmark == 0 && (tunnel || forwarding == ForwardingMethod.DR)) {
      port = service.port;
    }
    InetAddress known = address;
    if (!tunnel && known != null && !service.isFamilyOf(known)) {
      throw new Refusal("Different address family is allowed only for tunneling servers");
    }
    if (!tunnel && hasTunnelOption(given)) {
      throw new Refusal("Tunnel options conflict with forward method");
    }
    switch (tunnelType) {
      case GUE -> CommandKind.check(given, TUNNEL_OPTIONS, "+111", "tunnel type", "gue");
      case GRE -> CommandKind.check(given, TUNNEL_OPTIONS, "x11x", "tunnel type", "gre");
      default -> CommandKind.check(given, TUNNEL_OPTIONS, "xxxx", "tunnel type", "ipip");
    }
  }

  boolean hasThresholdsUpsideDown() {
    return lowerThreshold > upperThreshold;
  }

  /** The identity; only after the options were checked. */
  ServerKey key() {
    InetAddress known = address;
    if (known == null) {
      throw new IllegalStateException("a server without address passed the check of options");
    }
    return new ServerKey(known, port);
  }

  /** Identity and settings; only after the options were checked. */
  ServerSpec spec() {
    Optional<Tunnel> tunnel =
        forwarding == ForwardingMethod.TUNNEL
            ? Optional.of(new Tunnel(tunnelType, tunnelPort, checksum))
            : Optional.empty();
    return new ServerSpec(key(), forwarding, tunnel, weight, upperThreshold, lowerThreshold);
  }

  private static boolean hasTunnelOption(OptionSet given) {
    if (given.has(Option.TUN_TYPE)) {
      return true;
    }
    for (Option option : TUNNEL_OPTIONS) {
      if (given.has(option)) {
        return true;
      }
    }
    return false;
  }
}
