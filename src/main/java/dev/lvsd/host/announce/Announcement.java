package dev.lvsd.host.announce;

import static dev.lvsd.linux.PacketUapi.ETH_P_ARP;
import static dev.lvsd.linux.PacketUapi.ETH_P_IPV6;

import dev.lvsd.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One packet that says where an address is.
 *
 * @param protocol an ETH_P_… number
 * @param destination who gets it
 * @param packet direct, from position to limit, without the header of the link
 */
public record Announcement(int protocol, MacAddress destination, ByteBuffer packet) {
  /**
   * What is to be sent, in this order, when an address has arrived.
   *
   * @param address which
   * @param from the interface where it is now
   * @param router whether that interface forwards IPv6
   * @return for IPv4 gratuitous ARP in both forms, for IPv6 an unsolicited neighbour advertisement
   */
  public static List<Announcement> of(InetAddress address, MacAddress from, boolean router) {
    if (address instanceof Inet4Address v4) {
      return List.of(
          new Announcement(ETH_P_ARP, MacAddress.BROADCAST, GratuitousArp.request(v4, from)),
          new Announcement(ETH_P_ARP, MacAddress.BROADCAST, GratuitousArp.reply(v4, from)));
    }
    return List.of(
        new Announcement(
            ETH_P_IPV6,
            NeighbourAdvertisement.ALL_NODES_MAC,
            NeighbourAdvertisement.packet((Inet6Address) address, from, router)));
  }
}
