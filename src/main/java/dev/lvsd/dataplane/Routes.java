package dev.lvsd.dataplane;

/**
 * What the plane must know of the host's routing. Asked on the forwarding thread for nearly every
 * packet: answers come from memory, and allocate nothing.
 *
 * <p>Addresses are two longs, an IPv4 address is the second.
 */
public interface Routes {
  /**
   * Whether packets to an address stay on this host.
   *
   * @param ipv6 family of the address
   * @param high first half
   * @param low second half
   * @return true for the host's own addresses
   */
  boolean isLocal(boolean ipv6, long high, long low);

  /**
   * How long a packet to an address may be.
   *
   * @param ipv6 family of the address
   * @param high first half
   * @param low second half
   * @return bytes, IP header included; 0 if there is no route
   */
  int mtu(boolean ipv6, long high, long low);

  /**
   * The host's address towards another one, first half.
   *
   * @param ipv6 family of the address
   * @param high first half of the other address
   * @param low its second half
   * @return 0 for IPv4
   */
  long sourceHigh(boolean ipv6, long high, long low);

  /**
   * The host's address towards another one, second half.
   *
   * @param ipv6 family of the address
   * @param high first half of the other address
   * @param low its second half
   * @return the whole address for IPv4
   */
  long sourceLow(boolean ipv6, long high, long low);
}
