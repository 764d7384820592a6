/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * What lvsd knows of netlink and of generic netlink's control family.
 *
 * Each name is the name in <linux/netlink.h> or <linux/genetlink.h> with LVSD_ in front; see
 * lvsd_ipvs.h for who reads this file. Structures have the kernel's field names, so that size and
 * offsets can be compared.
 */
#ifndef LVSD_NETLINK_H
#define LVSD_NETLINK_H

#include <stdint.h>

/* Protocols of a netlink socket. */
#define LVSD_NETLINK_ROUTE 0
#define LVSD_NETLINK_GENERIC 16

/* Header of every message; length includes the header. */
struct lvsd_nlmsghdr {
    uint32_t nlmsg_len;
    uint16_t nlmsg_type;
    uint16_t nlmsg_flags;
    uint32_t nlmsg_seq;
    uint32_t nlmsg_pid;
};
#define LVSD_NLMSG_HDRLEN 16
#define LVSD_NLMSG_ALIGNTO 4

/* Message types below those of families. */
#define LVSD_NLMSG_NOOP 1
#define LVSD_NLMSG_ERROR 2
#define LVSD_NLMSG_DONE 3
#define LVSD_NLMSG_OVERRUN 4
#define LVSD_NLMSG_MIN_TYPE 16

/* Flags of a message. */
#define LVSD_NLM_F_REQUEST 0x01
#define LVSD_NLM_F_MULTI 0x02
#define LVSD_NLM_F_ACK 0x04
#define LVSD_NLM_F_ECHO 0x08
#define LVSD_NLM_F_DUMP_INTR 0x10
#define LVSD_NLM_F_DUMP_FILTERED 0x20

/* Flags of a request that reads. */
#define LVSD_NLM_F_ROOT 0x100
#define LVSD_NLM_F_MATCH 0x200
#define LVSD_NLM_F_ATOMIC 0x400
#define LVSD_NLM_F_DUMP 0x300

/* Flags of a request that creates. */
#define LVSD_NLM_F_REPLACE 0x100
#define LVSD_NLM_F_REPLACE 0x100
#define LVSD_NLM_F_EXCL 0x200
#define LVSD_NLM_F_CREATE 0x400
#define LVSD_NLM_F_APPEND 0x800

/* Flags of an acknowledgement. */
#define LVSD_NLM_F_CAPPED 0x100
#define LVSD_NLM_F_ACK_TLVS 0x200

/* Acknowledgement or error: a negative errno, then the header of the request. */
struct lvsd_nlmsgerr {
    int32_t error;
    struct lvsd_nlmsghdr msg;
};

/* Attributes of an extended acknowledgement. */
#define LVSD_NLMSGERR_ATTR_MSG 1
#define LVSD_NLMSGERR_ATTR_OFFS 2
#define LVSD_NLMSGERR_ATTR_COOKIE 3
#define LVSD_NLMSGERR_ATTR_POLICY 4
#define LVSD_NLMSGERR_ATTR_MISS_TYPE 5
#define LVSD_NLMSGERR_ATTR_MISS_NEST 6

/* Header of every attribute; length includes the header but not the padding. */
struct lvsd_nlattr {
    uint16_t nla_len;
    uint16_t nla_type;
};
#define LVSD_NLA_HDRLEN 4
#define LVSD_NLA_ALIGNTO 4
#define LVSD_NLA_F_NESTED 0x8000
#define LVSD_NLA_F_NET_BYTEORDER 0x4000
#define LVSD_NLA_TYPE_MASK 0x3fff /* 16 bits */

/* Address of a netlink socket. */
struct lvsd_sockaddr_nl {
    uint16_t nl_family;
    uint16_t nl_pad;
    uint32_t nl_pid;
    uint32_t nl_groups;
};

/* Socket options at level SOL_NETLINK. */
#define LVSD_NETLINK_ADD_MEMBERSHIP 1
#define LVSD_NETLINK_DROP_MEMBERSHIP 2
#define LVSD_NETLINK_PKTINFO 3
#define LVSD_NETLINK_BROADCAST_ERROR 4
#define LVSD_NETLINK_NO_ENOBUFS 5
#define LVSD_NETLINK_LISTEN_ALL_NSID 8
#define LVSD_NETLINK_LIST_MEMBERSHIPS 9
#define LVSD_NETLINK_ADD_MEMBERSHIP 1
#define LVSD_NETLINK_CAP_ACK 10
#define LVSD_NETLINK_EXT_ACK 11
#define LVSD_NETLINK_GET_STRICT_CHK 12

/* Header of every generic netlink message, after the netlink header. */
struct lvsd_genlmsghdr {
    uint8_t cmd;
    uint8_t version;
    uint16_t reserved;
};
#define LVSD_GENL_HDRLEN 4
#define LVSD_GENL_NAMSIZ 16

/* The family that knows the others. */
#define LVSD_GENL_ID_CTRL 16
#define LVSD_CTRL_CMD_NEWFAMILY 1
#define LVSD_CTRL_CMD_DELFAMILY 2
#define LVSD_CTRL_CMD_GETFAMILY 3
#define LVSD_CTRL_CMD_GETPOLICY 10
#define LVSD_CTRL_ATTR_FAMILY_ID 1
#define LVSD_CTRL_ATTR_FAMILY_NAME 2
#define LVSD_CTRL_ATTR_VERSION 3
#define LVSD_CTRL_ATTR_HDRSIZE 4
#define LVSD_CTRL_ATTR_MAXATTR 5
#define LVSD_CTRL_ATTR_OPS 6
#define LVSD_CTRL_ATTR_MCAST_GROUPS 7
#define LVSD_CTRL_ATTR_OP_ID 1
#define LVSD_CTRL_ATTR_OP_FLAGS 2

#endif
