package dev.lvsd.host.announce;

import dev.lvsd.model.MacAddress;
import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * ARP for Ethernet and IPv4, about the sender's own address.
 *
 * <p>Sender and target are the same address. Neighbours differ in which form they believe, so that
 * both are sent: a request, whose target's MAC nobody asks for (RFC 5227, section 3), and a reply,
 * whose target's MAC is that which caches shall have (RFC 5944, section 4.6). Neither makes an
 * entry where a neighbour has none.
 *
 * @see "RFC 826; RFC 5227; RFC 5944"
 */
final class GratuitousArp {
  private GratuitousArp() {}

  /** Asks who has the address, and says it by asking. */
  static ByteBuffer request(Inet4Address address, MacAddress from) {
    return ArpMessage.whoHas(address, from, address).encode();
  }

  /** Answers what nobody asked. */
  static ByteBuffer reply(Inet4Address address, MacAddress from) {
    return new ArpMessage(ArpMessage.REPLY, from, address, from, address).encode();
  }
}
