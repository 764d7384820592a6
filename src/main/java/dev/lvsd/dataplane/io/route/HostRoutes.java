package dev.lvsd.dataplane.io.route;

import dev.lvsd.dataplane.Routes;
import dev.lvsd.netlink.NetlinkException;
import dev.lvsd.netlink.RouteNetlink;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The host's routing: the kernel is asked once for each address, and again when it told that
 * something changed. So policy rules, multipath and path MTUs count as they do for the host's own
 * packets. Owner: the forwarding thread.
 *
 * <p>What is captured for the plane is the host's own as far as the plane is concerned.
 */
public final class HostRoutes implements Routes {
  private final RouteNetlink netlink;
  private final int device;
  private final AddressMap<Way> ways = new AddressMap<>();
  private final Map<Integer, LinkList.Found> links = new HashMap<>();

  /**
   * Those of a host.
   *
   * @param netlink the host; used by the forwarding thread only, and stays open
   * @param device number of the plane's device
   */
  public HostRoutes(RouteNetlink netlink, int device) {
    this.netlink = netlink;
    this.device = device;
  }

  /** Forgets all answers. */
  public void changed() {
    ways.clear();
    links.clear();
  }

  @Override
  public boolean isLocal(boolean ipv6, long high, long low) {
    return way(ipv6, high, low).local();
  }

  @Override
  public int mtu(boolean ipv6, long high, long low) {
    return way(ipv6, high, low).mtu();
  }

  @Override
  public long sourceHigh(boolean ipv6, long high, long low) {
    return way(ipv6, high, low).sourceHigh();
  }

  @Override
  public long sourceLow(boolean ipv6, long high, long low) {
    return way(ipv6, high, low).sourceLow();
  }

  /** The way to an address. */
  Way way(boolean ipv6, long high, long low) {
    Way known = ways.get(ipv6, high, low);
    return known == null ? ask(ipv6, high, low) : known;
  }

  private Way ask(boolean ipv6, long high, long low) {
    Way way = ask(Inet.address(ipv6, high, low));
    ways.put(ipv6, high, low, way);
    return way;
  }

  private Way ask(InetAddress address) {
    try {
      RouteQuestion.Answer answer = netlink.get(new RouteQuestion(address), RouteQuestion::decode);
      InetAddress hop = answer.gateway() == null ? address : answer.gateway();
      InetAddress source = answer.source();
      long sourceHigh = source == null ? 0 : Inet.high(source);
      long sourceLow = source == null ? 0 : Inet.low(source);
      boolean local = answer.local() || answer.index() == device;
      int mtu = answer.mtu() == 0 ? mtuOf(answer.index()) : answer.mtu();
      return new Way(local, mtu, sourceHigh, sourceLow, answer.index(), hop);
    } catch (NetlinkException e) {
      return new Way(false, 0, 0, 0, 0, address); // there is no route
    }
  }

  private int mtuOf(int index) {
    LinkList.Found link = link(index);
    return link == null ? 0 : link.mtu();
  }

  /** The hardware address of an interface, or {@link Inet#NO_MAC}. */
  long macOf(int index) {
    LinkList.Found link = link(index);
    return link == null ? Inet.NO_MAC : link.mac();
  }

  private LinkList.@Nullable Found link(int index) {
    if (links.isEmpty()) {
      netlink.dump(new LinkList(), LinkList::decode).forEach(link -> links.put(link.index(), link));
    }
    return links.get(index);
  }
}
