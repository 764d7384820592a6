package dev.lvsd.remote;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * The interface where packets leave their tunnel, from whatever director they come.
 *
 * <p>It is one of lvsd's own, bound to the real server's address; the {@code tunl0} that the kernel
 * makes by itself belongs to the whole machine, and is left alone. Of each kind a machine has at
 * most one.
 *
 * @param kind by the families of the outer and the inner header
 * @param local the real server's address, to which the director sends
 * @param checksum whether the outer header has a checksum; gre only, which drops what differs
 */
record TunnelDevice(Kind kind, InetAddress local, boolean checksum) {
  private static final String PREFIX = "lvsd-";

  TunnelDevice {
    requireNonNull(kind, "kind");
    requireNonNull(local, "local");
  }

  /** Kinds of interfaces, called as the kernel calls them. */
  enum Kind {
    /** IPv4 in IPv4. */
    IPIP("ipip", "mode ipip", "ipip"),
    /** IPv6 in IPv4. */
    SIT("sit", "mode sit", "sit"),
    /** Both in IPv6. */
    IP6TNL("ip6_tunnel", "mode any", "tunnel6"),
    /** Both in GRE over IPv4. */
    GRE("ip_gre", "mode gre", "gre"),
    /** Both in GRE over IPv6. */
    IP6GRE("ip6_gre", "mode ip6gre", "gre6");

    private final String module;
    private final String mode;
    private final String linkType;

    Kind(String module, String mode, String linkType) {
      this.module = module;
      this.mode = mode;
      this.linkType = linkType;
    }

    boolean isIpv6() {
      return this == IP6TNL || this == IP6GRE;
    }

    /** What stands behind {@code link/} in a listing of ip(8). */
    String linkType() {
      return linkType;
    }
  }

  /**
   * What receives a tunnel. GUE is taken off by the UDP port ({@link FouPort}); what is in it
   * continues as if it had come by ipip.
   */
  static TunnelDevice of(Tunnel tunnel, InetAddress server, InetAddress vip) {
    boolean outer6 = AddressFamily.of(server) == AddressFamily.IPV6;
    boolean inner6 = AddressFamily.of(vip) == AddressFamily.IPV6;
    if (tunnel.type() == Tunnel.Type.GRE) {
      return new TunnelDevice(
          outer6 ? Kind.IP6GRE : Kind.GRE, server, tunnel.checksum() == Tunnel.Checksum.FULL);
    }
    Kind kind = outer6 ? Kind.IP6TNL : inner6 ? Kind.SIT : Kind.IPIP;
    return new TunnelDevice(kind, server, false);
  }

  /** Whether an interface is one of those that lvsd makes. */
  static boolean isOurs(String device) {
    return Optional.of(device)
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> name.substring(PREFIX.length()).toUpperCase(Locale.ROOT))
        .filter(kind -> java.util.Arrays.stream(Kind.values()).anyMatch(k -> k.name().equals(kind)))
        .isPresent();
  }

  /** At most 15 characters, as the kernel wants it. */
  String name() {
    return PREFIX + kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether rp_filter concerns what comes out of it. */
  boolean carriesIpv4() {
    return kind != Kind.SIT;
  }

  /** Makes it; the module may be built in, or be loaded by ip(8). */
  String addCommand() {
    return "{ modprobe -q "
        + kind.module
        + " || :; } && ip "
        + (kind.isIpv6() ? "-6 " : "")
        + "tunnel add "
        + ShellWord.quote(name())
        + " "
        + kind.mode
        + " local "
        + ShellWord.quote(Addresses.text(local))
        + " remote any"
        // the director may send from the virtual address, which is this machine's own as well
        + (kind == Kind.IP6TNL ? " allow-localremote" : "")
        + (checksum ? " icsum" : "");
  }

  @Override
  public String toString() {
    return name() + " (local " + Addresses.text(local) + (checksum ? ", checksum" : "") + ")";
  }
}
