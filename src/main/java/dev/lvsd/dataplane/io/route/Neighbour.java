package dev.lvsd.dataplane.io.route;

import java.net.InetAddress;

/**
 * Somebody on a link to whom packets are sent. Owner: the forwarding thread.
 *
 * <p>Unless it is known, the host is asked to find it out, and again after a while; whoever does
 * not answer costs one question a second.
 */
public final class Neighbour {
  private static final long ASK_AGAIN_MS = 1000;
  private static final long CONFIRM_MS = 15_000;

  private final int index;
  private final InetAddress address;
  private final long ownMac;
  private long mac = Inet.NO_MAC;
  private long askAtMs = Long.MIN_VALUE;

  Neighbour(int index, InetAddress address, long ownMac) {
    this.index = index;
    this.address = address;
    this.ownMac = ownMac;
  }

  /**
   * The interface.
   *
   * @return the kernel's number; 0 without a route
   */
  public int index() {
    return index;
  }

  /**
   * Whether frames can be sent to it.
   *
   * @return false while its hardware address is not known
   */
  public boolean isKnown() {
    return mac != Inet.NO_MAC;
  }

  /**
   * Whether it never can be: without a route, and where there are no hardware addresses.
   *
   * @return true if there is no use in waiting
   */
  public boolean isOutOfReach() {
    return index == 0 || ownMac == Inet.NO_MAC;
  }

  /**
   * Its hardware address.
   *
   * @return 48 bits; only if it is known
   */
  public long mac() {
    return mac;
  }

  /**
   * The interface's hardware address.
   *
   * @return 48 bits
   */
  public long ownMac() {
    return ownMac;
  }

  InetAddress address() {
    return address;
  }

  void learned(long hardwareAddress) {
    mac = hardwareAddress;
  }

  /** Whether the host should be asked now. */
  boolean isToBeAsked(long nowMs) {
    if (nowMs < askAtMs) {
      return false;
    }
    askAtMs = nowMs + (isKnown() ? CONFIRM_MS : ASK_AGAIN_MS);
    return true;
  }
}
