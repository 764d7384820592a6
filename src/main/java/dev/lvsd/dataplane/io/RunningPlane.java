package dev.lvsd.dataplane.io;

import dev.lvsd.dataplane.DataplaneIpvs;
import dev.lvsd.dataplane.Plane;
import dev.lvsd.dataplane.Sysctl;
import dev.lvsd.dataplane.io.route.HostRoutes;
import dev.lvsd.dataplane.io.route.Neighbours;
import dev.lvsd.dataplane.io.route.Proxies;
import dev.lvsd.dataplane.io.route.Steering;
import dev.lvsd.dataplane.scheduler.Accounting;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.linux.Doorbell;
import dev.lvsd.linux.RoutingUapi;
import dev.lvsd.linux.TunQueue;
import dev.lvsd.netlink.RouteNetlink;
import dev.lvsd.netlink.RouteNotifications;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * A Java data plane that forwards packets of the network namespace in which it was opened. Needs
 * CAP_NET_ADMIN and CAP_NET_RAW there, and nothing else: an ordinary user has them in a user and
 * network namespace of his own.
 *
 * <p>The host must forward: sysctl net.ipv4.ip_forward, and net.ipv6.conf.all.forwarding for IPv6.
 * Callable from any thread.
 */
public final class RunningPlane implements AutoCloseable {
  private static final Duration NETLINK_LIMIT = Duration.ofSeconds(2);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
  private static final int STOP_MS = 5000;

  private final Deque<AutoCloseable> parts;
  private final Plane plane;
  private final Mailbox mailbox;
  private final Ipvs ipvs;
  private final Vips vips;
  private final SteeringThread steeringThread;
  private final Steersman steersman;

  /** Belongs to the steering thread. */
  private List<InetAddress> locals = List.of();

  private RunningPlane(String device, Deque<AutoCloseable> parts) {
    this.parts = parts;
    RouteNetlink netlink = keep(RouteNetlink.open(NETLINK_LIMIT));
    Steering.removeLeftovers(netlink, device);
    TunQueue tun = keep(TunQueue.open(device));
    Steering steering = keep(Steering.begin(netlink, device));
    Proxies proxies = keep(new Proxies(netlink));
    RouteNotifications notifications = keep(notifications());
    RouteNetlink asking = keep(RouteNetlink.open(NETLINK_LIMIT));
    HostRoutes routes = new HostRoutes(asking, steering.index());
    Neighbours neighbours = new Neighbours(asking, routes);
    DirectSender direct = keep(new DirectSender(neighbours));
    plane = new Plane(Accounting.REWORKED, routes, new SecureRandom().nextLong(), Forwarding.now());
    Doorbell doorbell = keep(Doorbell.open());
    mailbox = new Mailbox(doorbell, CALL_LIMIT);
    steeringThread = keep(new SteeringThread("steering of " + device));
    steersman = new Steersman(steering, new Footprint());
    ipvs = new PostedIpvs(new DataplaneIpvs(plane), mailbox, steeringThread, steersman);
    vips = new Vips(steeringThread, steersman, proxies);
    start(
        device,
        new Forwarding(tun, plane, routes, neighbours, direct, notifications, mailbox, doorbell));
  }

  /**
   * Makes the device and begins to forward. What a predecessor that was killed left behind is
   * removed first.
   *
   * @param device name of the TUN device to make, at most 15 bytes
   * @return to be closed by the caller
   * @throws dev.lvsd.diag.LvsdException if there is such a device, another plane runs in this
   *     network namespace, or a privilege is missing
   */
  public static RunningPlane open(String device) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return new RunningPlane(device, parts);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  private static RouteNotifications notifications() {
    return RouteNotifications.open(
        RoutingUapi.RTNLGRP_LINK,
        RoutingUapi.RTNLGRP_NEIGH,
        RoutingUapi.RTNLGRP_IPV4_IFADDR,
        RoutingUapi.RTNLGRP_IPV4_ROUTE,
        RoutingUapi.RTNLGRP_IPV4_RULE,
        RoutingUapi.RTNLGRP_IPV6_IFADDR,
        RoutingUapi.RTNLGRP_IPV6_ROUTE,
        RoutingUapi.RTNLGRP_IPV6_RULE);
  }

  private void start(String device, Forwarding forwarding) {
    Thread thread = new Thread(forwarding, "forwarding of " + device);
    thread.setDaemon(true);
    thread.start();
    parts.push(
        () -> {
          forwarding.stop();
          thread.join(STOP_MS);
        });
  }

  /**
   * The plane's table. Each call is carried out on the forwarding thread, and fails if that does
   * not answer within five seconds.
   *
   * @return for any thread; closing it does nothing
   */
  public Ipvs ipvs() {
    return ipvs;
  }

  /**
   * Changes a setting; it counts from the next packet on.
   *
   * @param sysctl which
   * @param value as it would be written to its file
   */
  public void set(Sysctl sysctl, int value) {
    mailbox.call(
        () -> {
          plane.set(sysctl, value);
          return true;
        });
  }

  /**
   * A setting.
   *
   * @param sysctl which
   * @return its value
   */
  public int get(Sysctl sysctl) {
    return mailbox.call(() -> plane.get(sysctl));
  }

  /**
   * Sets the addresses that fullnat puts in place of clients; packets to them come to the plane
   * from then on.
   *
   * @param addresses none of them an address of an interface; servers must reach this host by them
   */
  public void localAddresses(Collection<InetAddress> addresses) {
    List<InetAddress> wanted = List.copyOf(addresses);
    steeringThread.run(
        () -> {
          wanted.forEach(steersman.footprint()::add);
          locals.forEach(steersman.footprint()::remove);
          locals = wanted;
          steersman.follow();
          wanted.forEach(steersman::requireCaptured);
          mailbox.call(
              () -> {
                plane.localAddresses(wanted);
                return true;
              });
        });
  }

  /**
   * Which addresses the plane has in place of the host.
   *
   * @return for any thread
   */
  public Vips vips() {
    return vips;
  }

  /** Ends forwarding; routes, rules, proxied neighbours and the device are gone afterwards. */
  @Override
  public void close() {
    closeAll(parts);
  }

  /** Newest first; what cannot be closed does not keep the rest. */
  private static void closeAll(Deque<AutoCloseable> parts) {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("close the Java data plane: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
