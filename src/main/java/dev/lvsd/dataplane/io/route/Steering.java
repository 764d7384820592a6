package dev.lvsd.dataplane.io.route;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.linux.SocketUapi;
import dev.lvsd.netlink.NetlinkException;
import dev.lvsd.netlink.RouteNetlink;
import dev.lvsd.netlink.RouteRequest;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The routes and rules by which the host hands packets to the plane's device, and takes them back.
 * Owner: the steering thread.
 *
 * <pre>
 *   900  iif lvsd0   what came out of the device is the host's own if the plane left it so:
 *                    table 0x6c01: local VIP
 *   901  iif lvsd0   goto 903: all else from the device goes the host's usual way
 *   902  from RIP    what servers by nat answer: table 0x6c02: default dev lvsd0
 *   903              nop
 *   main table       VIP dev lvsd0
 * </pre>
 *
 * <p>An IPv4 VIP is an address of the device too, without the route that makes it local: else the
 * host could not answer from it. Everything carries {@link Marks#PROTOCOL}. Routes go with the
 * device; rules and proxied neighbours outlive a crash, and the next start removes them.
 */
public final class Steering implements AutoCloseable {
  private static final List<Integer> FAMILIES = List.of(SocketUapi.AF_INET, SocketUapi.AF_INET6);
  private static final List<Integer> FIXED_RULES =
      List.of(Marks.RULE_END, Marks.RULE_SKIP, Marks.RULE_HOST);

  private static final int LONGEST_PACKET = 65_535;
  private static final int QUEUE = 1000;

  private final RouteNetlink netlink;
  private final String device;
  private final int index;
  private final Set<InetAddress> captured = new LinkedHashSet<>();
  private final Set<InetAddress> replying = new LinkedHashSet<>();

  private Steering(RouteNetlink netlink, String device, int index) {
    this.netlink = netlink;
    this.device = device;
    this.index = index;
  }

  /**
   * Removes what a plane that crashed left behind. Must be called before the device is made.
   *
   * @param netlink the host
   * @param device name that the device will have
   * @throws LvsdException if another plane runs in this network namespace
   */
  public static void removeLeftovers(RouteNetlink netlink, String device) {
    List<LinkList.Found> links = netlink.dump(new LinkList(), LinkList::decode);
    for (LinkList.Found link : links) {
      if (link.name().equals(device)) {
        throw new LvsdException(
            Blame.USER,
            "make device "
                + device
                + ": there is an interface of that name; if another data plane runs here, stop it,"
                + " else remove it: ip link delete "
                + device);
      }
    }
    for (Rule rule : rules(netlink)) {
      if (links.stream().anyMatch(link -> link.name().equals(rule.from()))) {
        throw new LvsdException(
            Blame.USER,
            "make device "
                + device
                + ": another data plane runs in this network namespace, with "
                + rule.from()
                + "; stop it first");
      }
    }
    rules(netlink).forEach(rule -> netlink.execute(new RuleChange(false, rule)));
    for (NeighbourList.Found proxy : Proxies.list(netlink)) {
      netlink.execute(NeighbourChange.proxy(false, proxy.address(), proxy.index()));
    }
  }

  private static List<Rule> rules(RouteNetlink netlink) {
    return FAMILIES.stream()
        .flatMap(family -> netlink.dump(new RuleList(family), RuleList::decode).stream())
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Switches the device on and makes the rules.
   *
   * @param netlink the host; stays open
   * @param device name of the device, which is there and has an owner
   * @return to be closed by the caller
   */
  public static Steering begin(RouteNetlink netlink, String device) {
    int index =
        netlink.dump(new LinkList(), LinkList::decode).stream()
            .filter(link -> link.name().equals(device))
            .findFirst()
            .orElseThrow(() -> new LvsdException(Blame.HOST, device + " is gone; start again"))
            .index();
    Steering steering = new Steering(netlink, device, index);
    steering.prepareDevice();
    steering.makeRules();
    return steering;
  }

  private void prepareDevice() {
    unlessWithoutIpv6(new LinkChange.Silent(index));
    netlink.execute(new LinkChange.Up(index, LONGEST_PACKET, QUEUE));
    netlink.execute(new LinkChange.Forwards(index));
  }

  private void makeRules() {
    for (int family : FAMILIES) {
      boolean six = family == SocketUapi.AF_INET6;
      for (int priority : FIXED_RULES) {
        String from = priority == Marks.RULE_END ? "" : device;
        RuleChange change = new RuleChange(true, Rule.of(family, priority, from));
        if (six) {
          unlessWithoutIpv6(change);
        } else {
          netlink.execute(change);
        }
      }
      RouteChange route = RouteChange.allToDevice(Inet.address(new byte[six ? 16 : 4]), index);
      if (six) {
        unlessWithoutIpv6(route);
      } else {
        netlink.execute(route);
      }
    }
  }

  /** A host without IPv6, or with IPv6 switched off for new interfaces, has no use for it here. */
  private void unlessWithoutIpv6(RouteRequest request) {
    try {
      netlink.execute(request);
    } catch (NetlinkException e) {
      if (e.errno() == Errno.EPERM) {
        throw e;
      }
    }
  }

  /**
   * The device's number.
   *
   * @return the kernel's
   */
  public int index() {
    return index;
  }

  /**
   * Has packets for an address brought to the device.
   *
   * @param address a VIP
   * @return false if it is the host's own address, and never reaches the device
   */
  public boolean capture(InetAddress address) {
    if (captured.contains(address)) {
      return true;
    }
    if (isHostsOwn(address)) {
      return false;
    }
    if (Inet.family(address) == SocketUapi.AF_INET) {
      netlink.execute(new AddressChange(true, address, index));
      netlink.execute(RouteChange.withoutOwn(address, index));
    }
    netlink.execute(RouteChange.toHost(true, address, index));
    netlink.execute(RouteChange.toDevice(true, address, index));
    captured.add(address);
    return true;
  }

  private boolean isHostsOwn(InetAddress address) {
    try {
      return netlink.get(new RouteQuestion(address), RouteQuestion::decode).local();
    } catch (NetlinkException e) {
      return false; // there is no route to it yet
    }
  }

  /**
   * Takes back what {@link #capture} did.
   *
   * @param address a VIP
   */
  public void release(InetAddress address) {
    if (!captured.remove(address)) {
      return;
    }
    remove(RouteChange.toDevice(false, address, index));
    remove(RouteChange.toHost(false, address, index));
    if (Inet.family(address) == SocketUapi.AF_INET) {
      remove(new AddressChange(false, address, index));
    }
  }

  /**
   * Has what a server answers brought to the device, if it is not the host itself.
   *
   * @param server a server by nat
   */
  public void replies(InetAddress server) {
    if (!replying.contains(server) && !isHostsOwn(server)) {
      replying.add(server);
      addRule(Rule.replies(server));
    }
  }

  private void addRule(Rule rule) {
    try {
      netlink.execute(new RuleChange(true, rule));
    } catch (NetlinkException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    }
  }

  /**
   * Takes back what {@link #replies} did.
   *
   * @param server a server by nat
   */
  public void noReplies(InetAddress server) {
    if (replying.remove(server)) {
      remove(new RuleChange(false, Rule.replies(server)));
    }
  }

  /** Removes what may be gone already. */
  private void remove(RouteRequest request) {
    try {
      netlink.execute(request);
    } catch (NetlinkException e) {
      if (e.errno() == Errno.EPERM) {
        throw e;
      }
    }
  }

  /** Removes the rules; routes and addresses go with the device. */
  @Override
  public void close() {
    rules(netlink).forEach(rule -> remove(new RuleChange(false, rule)));
  }
}
