package dev.lvsd.ipvs;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Tunnel;
import java.net.InetAddress;

/** What {@link FakeIpvs} refuses, with the kernel's numbers and reasons like lvsd's. */
final class FakeRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  final Blame blame;
  final int errno;

  FakeRefusal(Blame blame, int errno, String reason) {
    super(reason);
    this.blame = blame;
    this.errno = errno;
  }

  private static FakeRefusal of(int errno, String reason) {
    return new FakeRefusal(Blame.USER, errno, reason);
  }

  static FakeRefusal noService() {
    return of(Errno.ESRCH, "there is no such service");
  }

  static FakeRefusal noServer() {
    return of(Errno.ENOENT, "the service has no such server");
  }

  static FakeRefusal exists() {
    return of(Errno.EEXIST, "it is there already");
  }

  static FakeRefusal notRunning(SyncDaemon.Role role) {
    return of(Errno.ESRCH, "no " + role.text() + " sync daemon is running");
  }

  static FakeRefusal tooLong() {
    return of(Errno.EINVAL, "a time-out is longer than the kernel can count");
  }

  static void unlessLoadable(ServiceSpec spec) throws FakeRefusal {
    if (spec.toa()) {
      throw of(0, "toa cannot be set");
    }
    SchedulerName scheduler = spec.scheduler();
    boolean known = SchedulerName.MAINLINE.contains(scheduler) || scheduler.name().equals("none");
    boolean knownEngine = spec.persistenceEngine().map("sip"::equals).orElse(true);
    if (!known || !knownEngine) {
      String engine = spec.persistenceEngine().orElse("");
      throw new FakeRefusal(
          Blame.HOST,
          Errno.ENOENT,
          "no scheduler \"" + scheduler + "\", or no persistence engine \"" + engine + "\"");
    }
  }

  static void unlessNamed(ServerSpec spec) throws FakeRefusal {
    boolean namelessTunnel =
        spec.tunnel().filter(tunnel -> tunnel.type() == Tunnel.Type.UNKNOWN).isPresent();
    if (namelessTunnel
        || spec.forwarding() == ForwardingMethod.UNKNOWN
        || spec.forwarding() == ForwardingMethod.FULLNAT) {
      throw of(0, "forwarding method " + spec.forwarding().text() + " cannot be set");
    }
  }

  static void unlessForwardable(ServiceKey service, ServerSpec spec) throws FakeRefusal {
    boolean mixed = AddressFamily.of(spec.key().address()) != service.family();
    if (mixed && spec.forwarding() != ForwardingMethod.TUNNEL) {
      throw of(Errno.EINVAL, "only tunnels lead to another address family");
    }
    boolean gueWithoutPort =
        spec.tunnel()
            .filter(tunnel -> tunnel.type() == Tunnel.Type.GUE && tunnel.port() == 0)
            .isPresent();
    if (gueWithoutPort) {
      throw of(Errno.EINVAL, "gue needs the port");
    }
  }

  static void unlessHost(ServerKey server) throws FakeRefusal {
    InetAddress address = server.address();
    boolean broadcast = address.getHostAddress().equals("255.255.255.255");
    if (broadcast
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (server.family() == AddressFamily.IPV6 && address.isLinkLocalAddress())) {
      throw of(Errno.EINVAL, "0.0.0.0, broadcast, multicast and link-local are no hosts");
    }
  }

  static void unlessStartable(SyncDaemon daemon, boolean running) throws FakeRefusal {
    if (!daemon.multicastInterface().equals("lo")) {
      throw of(
          Errno.ENODEV, "there is no network interface \"" + daemon.multicastInterface() + "\"");
    }
    if (running) {
      throw of(Errno.EEXIST, "it is running already");
    }
  }
}
