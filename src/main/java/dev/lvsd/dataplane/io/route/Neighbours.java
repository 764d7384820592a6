package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.RoutingUapi.NUD_DELAY;
import static dev.lvsd.linux.RoutingUapi.NUD_NOARP;
import static dev.lvsd.linux.RoutingUapi.NUD_PERMANENT;
import static dev.lvsd.linux.RoutingUapi.NUD_PROBE;
import static dev.lvsd.linux.RoutingUapi.NUD_REACHABLE;
import static dev.lvsd.linux.RoutingUapi.NUD_STALE;
import static dev.lvsd.linux.RoutingUapi.RTM_DELNEIGH;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_NDMSG;

import dev.lvsd.netlink.NetlinkException;
import dev.lvsd.netlink.RouteNetlink;
import dev.lvsd.netlink.RouteNotifications;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host's neighbours, as far as packets are sent to them directly. The host finds them out and
 * forgets them; here is what it told. Owner: the forwarding thread.
 */
public final class Neighbours {
  private static final int USABLE =
      NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_NOARP | NUD_PERMANENT;

  private final RouteNetlink netlink;
  private final HostRoutes routes;
  private final AddressMap<Neighbour> byDestination = new AddressMap<>();
  private final Map<Place, Neighbour> byPlace = new HashMap<>();

  private record Place(int index, InetAddress address) {}

  /**
   * Those of a host.
   *
   * @param netlink the host; used by the forwarding thread only, and stays open
   * @param routes says where a destination is
   */
  public Neighbours(RouteNetlink netlink, HostRoutes routes) {
    this.netlink = netlink;
    this.routes = routes;
  }

  /**
   * Who takes packets to a destination: itself or a router.
   *
   * @param ipv6 family of the address
   * @param high first half of the address
   * @param low second half of the address
   * @param nowMs the time
   * @return may not be known yet; then the host was asked
   */
  public Neighbour towards(boolean ipv6, long high, long low, long nowMs) {
    Neighbour known = byDestination.get(ipv6, high, low);
    Neighbour found = known == null ? find(ipv6, high, low) : known;
    if (found.isToBeAsked(nowMs) && !found.isOutOfReach()) {
      ask(found);
    }
    return found;
  }

  private Neighbour find(boolean ipv6, long high, long low) {
    Way way = routes.way(ipv6, high, low);
    Neighbour found =
        byPlace.computeIfAbsent(
            new Place(way.index(), way.hop()),
            place -> new Neighbour(place.index, place.address, routes.macOf(place.index)));
    if (!found.isKnown() && !found.isOutOfReach()) {
      look();
    }
    byDestination.put(ipv6, high, low, found);
    return found;
  }

  private void ask(Neighbour neighbour) {
    try {
      netlink.execute(NeighbourChange.use(neighbour.address(), neighbour.index()));
    } catch (NetlinkException e) {
      neighbour.learned(Inet.NO_MAC); // its interface went away or down
    }
  }

  /** Learns what the host knows already. */
  private void look() {
    netlink.dump(NeighbourList.all(), NeighbourList::decode).stream()
        .flatMap(Optional::stream)
        .forEach(this::learn);
  }

  private @Nullable Neighbour learn(NeighbourList.Found told) {
    Neighbour neighbour = byPlace.get(new Place(told.index(), told.address()));
    if (neighbour != null) {
      neighbour.learned((told.state() & USABLE) != 0 ? told.mac() : Inet.NO_MAC);
    }
    return neighbour;
  }

  /**
   * Learns what the host tells of a neighbour.
   *
   * @param type RTM_NEWNEIGH or RTM_DELNEIGH
   * @param message what it tells
   * @return which neighbour that is, if packets are sent to it
   */
  public Optional<Neighbour> told(int type, RouteNotifications.Notification message) {
    Optional<NeighbourList.Found> told = message.read(SIZEOF_NDMSG, NeighbourList::decode);
    Optional<Neighbour> found = told.map(this::learn);
    if (type == RTM_DELNEIGH) {
      found.ifPresent(gone -> gone.learned(Inet.NO_MAC));
    }
    return found;
  }

  /** Forgets who takes packets to which destination, because routes changed. */
  public void routesChanged() {
    byDestination.clear();
  }

  /** Forgets everything, because interfaces changed. */
  public void linksChanged() {
    byDestination.clear();
    byPlace.clear();
  }
}
