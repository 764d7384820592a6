package dev.lvsd.linux;

/** Constants of linux/netlink.h, by their C names. */
public final class NetlinkUapi {
  /** Protocol of a netlink socket: interfaces, addresses, routes. */
  public static final int NETLINK_ROUTE = 0;

  /** Protocol of a netlink socket: generic netlink. */
  public static final int NETLINK_GENERIC = 16;

  /** Socket option: receive the notifications of a group. */
  public static final int NETLINK_ADD_MEMBERSHIP = 1;

  /** Socket option: errors echo only the header of the request. */
  public static final int NETLINK_CAP_ACK = 10;

  /** Socket option: answers carry the kernel's own words. */
  public static final int NETLINK_EXT_ACK = 11;

  /** Size of struct sockaddr_nl in bytes. */
  public static final int SIZEOF_SOCKADDR_NL = 12;

  /** Alignment of messages in a datagram. */
  public static final int NLMSG_ALIGNTO = 4;

  /** Size of struct nlmsghdr in bytes. */
  public static final int NLMSG_HDRLEN = 16;

  /** Message type: nothing. */
  public static final int NLMSG_NOOP = 1;

  /** Message type: an error, or with number 0 an acknowledgement. */
  public static final int NLMSG_ERROR = 2;

  /** Message type: end of a dump. */
  public static final int NLMSG_DONE = 3;

  /** Message type: data was lost. */
  public static final int NLMSG_OVERRUN = 4;

  /** Message types below this one belong to netlink itself. */
  public static final int NLMSG_MIN_TYPE = 16;

  /** Flag: a request. */
  public static final int NLM_F_REQUEST = 0x01;

  /** Flag: one of several, which end with NLMSG_DONE. */
  public static final int NLM_F_MULTI = 0x02;

  /** Flag: answer success as well. */
  public static final int NLM_F_ACK = 0x04;

  /** Flag: the dump was inconsistent because of a change. */
  public static final int NLM_F_DUMP_INTR = 0x10;

  /** Flag of a request: everything. */
  public static final int NLM_F_DUMP = 0x300;

  /** Flag of a request: in the place of what is there. */
  public static final int NLM_F_REPLACE = 0x100;

  /** Flag of a request: only if it is not there yet. */
  public static final int NLM_F_EXCL = 0x200;

  /** Flag of a request: create it. */
  public static final int NLM_F_CREATE = 0x400;

  /** Flag of an answer: the request was not echoed. */
  public static final int NLM_F_CAPPED = 0x100;

  /** Flag of an answer: attributes follow the echoed request. */
  public static final int NLM_F_ACK_TLVS = 0x200;

  /** Attribute of an answer: the kernel's own words, a string. */
  public static final int NLMSGERR_ATTR_MSG = 1;

  /** Attribute of an answer: u32, where in the request the offending attribute stands. */
  public static final int NLMSGERR_ATTR_OFFS = 2;

  /** Alignment of attributes. */
  public static final int NLA_ALIGNTO = 4;

  /** Size of struct nlattr in bytes. */
  public static final int NLA_HDRLEN = 4;

  /** Bit of an attribute's type: its payload is attributes. */
  public static final int NLA_F_NESTED = 0x8000;

  /** Bit of an attribute's type: its payload is in network byte order. */
  public static final int NLA_F_NET_BYTEORDER = 0x4000;

  /** The attribute's type without the two bits above. */
  public static final int NLA_TYPE_MASK = 0x3fff;

  private NetlinkUapi() {}
}
