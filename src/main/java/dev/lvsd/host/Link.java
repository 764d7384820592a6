package dev.lvsd.host;

import static dev.lvsd.linux.RouteUapi.IFF_LOOPBACK;
import static dev.lvsd.linux.RouteUapi.IFF_NOARP;
import static dev.lvsd.linux.RouteUapi.IFF_UP;

import dev.lvsd.model.MacAddress;
import java.util.Optional;

/**
 * A network interface.
 *
 * @param index the kernel's number for it, 1 or more
 * @param name 1 to 15 characters
 * @param flags IFF_… bits
 * @param mac its hardware address, if it is an Ethernet interface
 */
public record Link(int index, String name, int flags, Optional<MacAddress> mac) {
  /**
   * Whether it is switched on.
   *
   * @return true if somebody did so
   */
  public boolean isUp() {
    return (flags & IFF_UP) != 0;
  }

  /**
   * Whether there can be somebody at the other end who keeps a cache of hardware addresses.
   *
   * @return false for loopback, and where nobody is asked
   */
  public boolean hasNeighbours() {
    return (flags & (IFF_LOOPBACK | IFF_NOARP)) == 0;
  }
}
