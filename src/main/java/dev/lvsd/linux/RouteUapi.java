package dev.lvsd.linux;

/** Constants of linux/rtnetlink.h, linux/if_addr.h, linux/if_link.h, linux/if.h and if_arp.h. */
public final class RouteUapi {
  /** Message type: an interface; the answer to RTM_GETLINK. */
  public static final int RTM_NEWLINK = 16;

  /** Message type: an interface is gone. */
  public static final int RTM_DELLINK = 17;

  /** Message type: describe an interface, or all. */
  public static final int RTM_GETLINK = 18;

  /** Message type: add an address; the answer to RTM_GETADDR. */
  public static final int RTM_NEWADDR = 20;

  /** Message type: remove an address. */
  public static final int RTM_DELADDR = 21;

  /** Message type: list addresses. */
  public static final int RTM_GETADDR = 22;

  /**
   * Size of struct ifinfomsg in bytes: family u8, unused u8, type u16, index s32, flags, change.
   */
  public static final int SIZEOF_IFINFOMSG = 16;

  /** Size of struct ifaddrmsg in bytes: family, prefix length, flags, scope u8 each, index u32. */
  public static final int SIZEOF_IFADDRMSG = 8;

  /** Size of struct ifa_cacheinfo in bytes: preferred, valid, created, updated, u32 each. */
  public static final int SIZEOF_IFA_CACHEINFO = 16;

  /** Attribute of an interface: its hardware address. */
  public static final int IFLA_ADDRESS = 1;

  /** Attribute of an interface: string, its name. */
  public static final int IFLA_IFNAME = 3;

  /** Attribute of a request about interfaces: u32, what else to tell and what not. */
  public static final int IFLA_EXT_MASK = 29;

  /** Bit of IFLA_EXT_MASK: no counters. */
  public static final int RTEXT_FILTER_SKIP_STATS = 8;

  /** Flag of an interface: switched on. */
  public static final int IFF_UP = 0x1;

  /** Flag of an interface: this host talks to itself. */
  public static final int IFF_LOOPBACK = 0x8;

  /** Flag of an interface: there are no neighbours to resolve. */
  public static final int IFF_NOARP = 0x80;

  /** Hardware type of an interface: Ethernet, addresses of 6 bytes. */
  public static final int ARPHRD_ETHER = 1;

  /** Attribute of an address: the address of the other end; without another end the address. */
  public static final int IFA_ADDRESS = 1;

  /** Attribute of an address: the interface's own address; IPv6 has it only with another end. */
  public static final int IFA_LOCAL = 2;

  /** Attribute of an address: how long it is preferred and valid. */
  public static final int IFA_CACHEINFO = 6;

  /** Attribute of an address: u32, all its flags. */
  public static final int IFA_FLAGS = 8;

  /** Flag of an address: IPv6 does not look whether somebody else has it. */
  public static final int IFA_F_NODAD = 0x02;

  /** Flag of an address: no route to its prefix is added. */
  public static final int IFA_F_NOPREFIXROUTE = 0x200;

  /** Scope of an address: everywhere. */
  public static final int RT_SCOPE_UNIVERSE = 0;

  private RouteUapi() {}
}
