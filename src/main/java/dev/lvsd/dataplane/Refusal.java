package dev.lvsd.dataplane;

import dev.lvsd.dataplane.scheduler.Schedulers;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Why the plane refuses a command: the kernel's number, and in words what is wrong and what to try.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the kernel can count, in jiffies of 1 ms. */
  private static final int LONGEST_TIMEOUT = Integer.MAX_VALUE / 1000;

  private final Blame blame;
  private final int errno;

  private Refusal(Blame blame, int errno, String reason) {
    super(reason);
    this.blame = blame;
    this.errno = errno;
  }

  IpvsException of(IpvsCommand command) {
    String said = errno == 0 ? "" : "%s (%s): ".formatted(Errno.text(errno), Errno.name(errno));
    return new IpvsException(blame, errno, command.describe() + ": " + said + getMessage(), this);
  }

  private static Refusal user(int errno, String reason) {
    return new Refusal(Blame.USER, errno, reason);
  }

  static Refusal noService() {
    return user(Errno.ESRCH, "there is no such service; create it first");
  }

  static Refusal noServer() {
    return user(Errno.ENOENT, "the service has no such server; look at the table again");
  }

  static Refusal serviceExists() {
    return user(Errno.EEXIST, "there is such a service already; update it, or delete it first");
  }

  static Refusal serverExists() {
    return user(
        Errno.EEXIST, "the service has such a server already; update it, or remove it first");
  }

  static Refusal noSyncDaemons() {
    return new Refusal(
        Blame.USER,
        Errno.EOPNOTSUPP,
        "the Java data plane has no sync daemons; use the kernel's IPVS for them");
  }

  static Refusal noLocalAddress(boolean ipv6) {
    return user(
        Errno.EADDRNOTAVAIL,
        "fullnat needs an address of the director's own, and there is none of "
            + (ipv6 ? "IPv6" : "IPv4")
            + "; name one in director.localAddresses");
  }

  static void unlessKnown(ServiceSpec spec) throws Refusal {
    if (!Schedulers.knows(spec.scheduler())) {
      throw new Refusal(
          Blame.HOST,
          Errno.ENOENT,
          "the Java data plane has no scheduler \"" + spec.scheduler() + "\"; choose another");
    }
    if (spec.persistenceEngine().isPresent()) {
      throw new Refusal(
          Blame.HOST,
          Errno.ENOENT,
          "the Java data plane has no persistence engine \""
              + spec.persistenceEngine().get()
              + "\"; leave it out, or use the kernel's IPVS");
    }
  }

  static void unlessForwardable(Service service, ServerSpec spec) throws Refusal {
    boolean six = spec.key().family() == AddressFamily.IPV6;
    if (six != service.ipv6 && spec.forwarding() != ForwardingMethod.TUNNEL) {
      throw user(
          Errno.EINVAL,
          "the server is of another address family than its service, which only forwarding method"
              + " tunnel can bridge");
    }
    if (spec.tunnel().filter(Refusal::isGueWithoutPort).isPresent()) {
      throw user(Errno.EINVAL, "tunnel type gue needs the port on which the server takes it");
    }
  }

  /** What has no number in the kernel either. */
  static void unlessNamed(ServerSpec spec) throws Refusal {
    ForwardingMethod method = spec.forwarding();
    if (method == ForwardingMethod.UNKNOWN) {
      throw user(0, "the Java data plane cannot forward by " + method.text());
    }
    if (spec.tunnel().filter(tunnel -> tunnel.type() == Tunnel.Type.UNKNOWN).isPresent()) {
      throw user(0, "the type of the tunnel has no name; choose ipip, gue or gre");
    }
  }

  private static boolean isGueWithoutPort(Tunnel tunnel) {
    return tunnel.type() == Tunnel.Type.GUE && tunnel.port() == 0;
  }

  static void unlessHost(ServerKey key) throws Refusal {
    InetAddress address = key.address();
    byte[] broadcast = {-1, -1, -1, -1};
    if (address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || Arrays.equals(address.getAddress(), broadcast)
        || (key.family() == AddressFamily.IPV6 && address.isLinkLocalAddress())) {
      throw user(
          Errno.EINVAL,
          "a server's address must be one host's: not 0.0.0.0 or ::, not broadcast, not multicast,"
              + " not link-local");
    }
  }

  static void unlessCountable(Timeouts wanted) throws Refusal {
    int longest =
        Math.max(wanted.tcpSeconds(), Math.max(wanted.tcpFinSeconds(), wanted.udpSeconds()));
    if (longest > LONGEST_TIMEOUT) {
      throw user(
          Errno.EINVAL,
          "a time-out is longer than the kernel can count, and none was changed; give at most "
              + LONGEST_TIMEOUT
              + " seconds");
    }
  }
}
