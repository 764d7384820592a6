package dev.lvsd.linux;

/**
 * Constants of routes, rules and neighbours: linux/rtnetlink.h, linux/fib_rules.h,
 * linux/neighbour.h, linux/netconf.h, linux/ip.h, linux/if_link.h.
 */
public final class RoutingUapi {
  /** Message type: change an interface. */
  public static final int RTM_SETLINK = 19;

  /** Message type: add a route; the answer to RTM_GETROUTE. */
  public static final int RTM_NEWROUTE = 24;

  /** Message type: remove a route. */
  public static final int RTM_DELROUTE = 25;

  /** Message type: which route an address takes, or all routes. */
  public static final int RTM_GETROUTE = 26;

  /** Message type: add or use a neighbour; tells of one. */
  public static final int RTM_NEWNEIGH = 28;

  /** Message type: remove a neighbour; tells of one that is gone. */
  public static final int RTM_DELNEIGH = 29;

  /** Message type: list neighbours. */
  public static final int RTM_GETNEIGH = 30;

  /** Message type: add a rule; the answer to RTM_GETRULE. */
  public static final int RTM_NEWRULE = 32;

  /** Message type: remove a rule. */
  public static final int RTM_DELRULE = 33;

  /** Message type: list rules. */
  public static final int RTM_GETRULE = 34;

  /** Message type: change how neighbours of an interface are treated. */
  public static final int RTM_SETNEIGHTBL = 67;

  /** Message type: settings of an interface; the answer to RTM_GETNETCONF. */
  public static final int RTM_NEWNETCONF = 80;

  /** Message type: ask for settings of an interface. */
  public static final int RTM_GETNETCONF = 82;

  /** Group: interfaces. */
  public static final int RTNLGRP_LINK = 1;

  /** Group: neighbours. */
  public static final int RTNLGRP_NEIGH = 3;

  /** Group: IPv4 addresses. */
  public static final int RTNLGRP_IPV4_IFADDR = 5;

  /** Group: IPv4 routes. */
  public static final int RTNLGRP_IPV4_ROUTE = 7;

  /** Group: IPv4 rules. */
  public static final int RTNLGRP_IPV4_RULE = 8;

  /** Group: IPv6 addresses. */
  public static final int RTNLGRP_IPV6_IFADDR = 9;

  /** Group: IPv6 routes. */
  public static final int RTNLGRP_IPV6_ROUTE = 11;

  /** Group: IPv6 rules. */
  public static final int RTNLGRP_IPV6_RULE = 19;

  /** Attribute of a route: destination. */
  public static final int RTA_DST = 1;

  /** Attribute of a route: u32, interface. */
  public static final int RTA_OIF = 4;

  /** Attribute of a route: next hop of the same family. */
  public static final int RTA_GATEWAY = 5;

  /** Attribute of a route: the host's address on it. */
  public static final int RTA_PREFSRC = 7;

  /** Attribute of a route: nested, RTAX_…. */
  public static final int RTA_METRICS = 8;

  /** Attribute of a route: u32, its table. */
  public static final int RTA_TABLE = 15;

  /** Attribute of a route: next hop of another family, u16 family and address. */
  public static final int RTA_VIA = 18;

  /** Metric of a route: u32, longest packet. */
  public static final int RTAX_MTU = 2;

  /** Table: the attribute says which. */
  public static final int RT_TABLE_UNSPEC = 0;

  /** Table: where most routes are. */
  public static final int RT_TABLE_MAIN = 254;

  /** Table: what stays on the host. */
  public static final int RT_TABLE_LOCAL = 255;

  /** Scope: on the link. */
  public static final int RT_SCOPE_LINK = 253;

  /** Scope: on this host. */
  public static final int RT_SCOPE_HOST = 254;

  /** Type of a route: to be sent on. */
  public static final int RTN_UNICAST = 1;

  /** Type of a route: for this host. */
  public static final int RTN_LOCAL = 2;

  /** Attribute of a rule: source. */
  public static final int FRA_SRC = 2;

  /** Attribute of a rule: string, interface by which packets come. */
  public static final int FRA_IIFNAME = 3;

  /** Attribute of a rule: u32, where to go on. */
  public static final int FRA_GOTO = 4;

  /** Attribute of a rule: u32, its place. */
  public static final int FRA_PRIORITY = 6;

  /** Attribute of a rule: u32, firewall mark. */
  public static final int FRA_FWMARK = 10;

  /** Attribute of a rule: u32, table. */
  public static final int FRA_TABLE = 15;

  /** Attribute of a rule: u8, who made it. */
  public static final int FRA_PROTOCOL = 21;

  /** Attribute of a rule: u8, transport protocol. */
  public static final int FRA_IP_PROTO = 22;

  /** Attribute of a rule: two u16, source ports. */
  public static final int FRA_SPORT_RANGE = 23;

  /** Action of a rule: look into a table. */
  public static final int FR_ACT_TO_TBL = 1;

  /** Action of a rule: go on at another one. */
  public static final int FR_ACT_GOTO = 2;

  /** Action of a rule: nothing. */
  public static final int FR_ACT_NOP = 3;

  /** Attribute of a neighbour: its address. */
  public static final int NDA_DST = 1;

  /** Attribute of a neighbour: its hardware address. */
  public static final int NDA_LLADDR = 2;

  /** Attribute of a neighbour: u8, who made it. */
  public static final int NDA_PROTOCOL = 12;

  /** Flag of a neighbour: find it out as if a packet were to be sent. */
  public static final int NTF_USE = 1;

  /** Flag of a neighbour: this host answers for it. */
  public static final int NTF_PROXY = 8;

  /** State of a neighbour: it was asked for and has not answered yet. */
  public static final int NUD_INCOMPLETE = 1;

  /** State of a neighbour: heard of lately. */
  public static final int NUD_REACHABLE = 2;

  /** State of a neighbour: known, but not heard of lately. */
  public static final int NUD_STALE = 4;

  /** State of a neighbour: in use, and to be asked soon. */
  public static final int NUD_DELAY = 8;

  /** State of a neighbour: being asked. */
  public static final int NUD_PROBE = 16;

  /** State of a neighbour: did not answer. */
  public static final int NUD_FAILED = 32;

  /** State of a neighbour: needs no asking. */
  public static final int NUD_NOARP = 64;

  /** State of a neighbour: set by an operator. */
  public static final int NUD_PERMANENT = 128;

  /** Attribute of a neighbour table: string, arp_cache or ndisc_cache. */
  public static final int NDTA_NAME = 1;

  /** Attribute of a neighbour table: nested, NDTPA_…. */
  public static final int NDTA_PARMS = 6;

  /** Parameter of neighbours: u32, interface. */
  public static final int NDTPA_IFINDEX = 1;

  /** Parameter of neighbours: u64, ms before an answer for another. */
  public static final int NDTPA_PROXY_DELAY = 13;

  /** Attribute of an interface: u32, longest packet. */
  public static final int IFLA_MTU = 4;

  /** Attribute of an interface: u32, how many frames wait. */
  public static final int IFLA_TXQLEN = 13;

  /** Attribute of an interface: nested, by family. */
  public static final int IFLA_AF_SPEC = 26;

  /** Attribute for IPv4: nested, IPV4_DEVCONF_…. */
  public static final int IFLA_INET_CONF = 1;

  /** Attribute for IPv6: u8, how it makes its link-local address. */
  public static final int IFLA_INET6_ADDR_GEN_MODE = 8;

  /** There is no link-local address. */
  public static final int IN6_ADDR_GEN_MODE_NONE = 1;

  /** Setting for IPv4: forward what comes in here. */
  public static final int IPV4_DEVCONF_FORWARDING = 1;

  /** Setting for IPv4: check sources, 0 not, 1 strictly, 2 loosely. */
  public static final int IPV4_DEVCONF_RP_FILTER = 8;

  /** Setting for IPv4: take packets from the host's own addresses. */
  public static final int IPV4_DEVCONF_ACCEPT_LOCAL = 23;

  /** Attribute of settings: s32, interface. */
  public static final int NETCONFA_IFINDEX = 1;

  /** Attribute of settings: s32, whether it forwards. */
  public static final int NETCONFA_FORWARDING = 2;

  /** Attribute of settings: s32, whether it answers for others. */
  public static final int NETCONFA_PROXY_NEIGH = 5;

  /**
   * Size of struct rtmsg in bytes: family, lengths of destination and source, tos, table, protocol,
   * scope, type u8 each, flags u32.
   */
  public static final int SIZEOF_RTMSG = 12;

  /**
   * Size of struct fib_rule_hdr in bytes: family, lengths of destination and source, tos, table,
   * two reserved, action u8 each, flags u32.
   */
  public static final int SIZEOF_FIB_RULE_HDR = 12;

  /**
   * Size of struct ndmsg in bytes: family u8, three of padding, interface s32, state u16, flags u8,
   * type u8.
   */
  public static final int SIZEOF_NDMSG = 12;

  /** Size of struct ndtmsg in bytes: family u8, three of padding. */
  public static final int SIZEOF_NDTMSG = 4;

  /** Size of struct netconfmsg in bytes: family u8. */
  public static final int SIZEOF_NETCONFMSG = 1;

  private RoutingUapi() {}
}
