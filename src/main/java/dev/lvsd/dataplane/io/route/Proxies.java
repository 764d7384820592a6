package dev.lvsd.dataplane.io.route;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.linux.SocketUapi;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.netlink.RouteNetlink;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that the host answers for on an interface although it does not have them, so that the
 * neighbours send it their packets. Owner: the steering thread.
 *
 * <p>The host only does so where it forwards, which is the operator's to decide.
 */
public final class Proxies implements AutoCloseable {
  private static final Path IPV6_SETTINGS = Path.of("/proc/sys/net/ipv6/conf");

  private final RouteNetlink netlink;

  /**
   * Those of a host.
   *
   * @param netlink the host; stays open
   */
  public Proxies(RouteNetlink netlink) {
    this.netlink = netlink;
  }

  static List<NeighbourList.Found> list(RouteNetlink netlink) {
    return netlink.dump(NeighbourList.proxies(), NeighbourList::decode).stream()
        .flatMap(Optional::stream)
        .filter(entry -> entry.protocol() == Marks.PROTOCOL)
        .toList();
  }

  /**
   * Answers for an address.
   *
   * @param vip which, and where
   * @throws LvsdException if there is no such interface, or the host does not forward
   */
  public void add(InterfaceAddress vip) {
    int index = index(vip);
    int family = Inet.family(vip.address());
    boolean six = family == SocketUapi.AF_INET6;
    int asked = six ? ForwardingQuestion.ALL_INTERFACES : index;
    if (!netlink.get(new ForwardingQuestion(family, asked), ForwardingQuestion::decode)) {
      throw new LvsdException(
          Blame.HOST,
          "answer for %s: the host does not forward what comes in there, so no packet would reach the"
                  .formatted(vip)
              + " Java data plane; set sysctl "
              + (six ? "net.ipv6.conf.all.forwarding=1" : "net.ipv4.ip_forward=1"));
    }
    if (six) {
      allowIpv6(vip.interfaceName());
    }
    netlink.execute(new ProxyDelay(family, index, 0));
    netlink.execute(NeighbourChange.proxy(true, vip.address(), index));
  }

  private static void allowIpv6(String interfaceName) {
    Path setting = IPV6_SETTINGS.resolve(interfaceName).resolve("proxy_ndp");
    try {
      if (!Files.readString(setting).strip().equals("1")) {
        Files.writeString(setting, "1\n");
      }
    } catch (IOException e) {
      throw new LvsdException(
          Blame.HOST, "set " + setting + " to 1: " + e + "; set it before lvsd starts", e);
    }
  }

  private int index(InterfaceAddress vip) {
    return netlink.dump(new LinkList(), LinkList::decode).stream()
        .filter(link -> link.name().equals(vip.interfaceName()))
        .findFirst()
        .orElseThrow(
            () ->
                new LvsdException(
                    Blame.USER, "answer for " + vip + ": there is no such interface; see ip link"))
        .index();
  }

  /**
   * Answers no more; done if it does not.
   *
   * @param vip which, and where
   */
  public void remove(InterfaceAddress vip) {
    if (present().contains(vip)) {
      netlink.execute(NeighbourChange.proxy(false, vip.address(), index(vip)));
    }
  }

  /**
   * What the host answers for because of the plane.
   *
   * @return as the kernel has it
   */
  public List<InterfaceAddress> present() {
    List<LinkList.Found> links = netlink.dump(new LinkList(), LinkList::decode);
    return list(netlink).stream()
        .flatMap(
            entry ->
                links.stream()
                    .filter(link -> link.index() == entry.index())
                    .map(link -> vip(link.name(), entry.address())))
        .toList();
  }

  private static InterfaceAddress vip(String interfaceName, InetAddress address) {
    return InterfaceAddress.vip(interfaceName, address);
  }

  @Override
  public void close() {
    present().forEach(this::remove);
  }
}
