package dev.lvsd.netlink;

/**
 * One request to route netlink, which knows interfaces and addresses. Its fixed header is a
 * structure of linux/rtnetlink.h, and that of the answers is the same.
 */
public non-sealed interface RouteRequest extends Request {
  /**
   * The length of the structure behind the netlink header.
   *
   * @return in bytes, a multiple of four
   */
  int headerLength();
}
