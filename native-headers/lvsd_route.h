/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * What lvsd knows of interfaces and their addresses (route netlink), and of what they send and
 * receive (packet sockets).
 *
 * Each name is the name in <linux/rtnetlink.h>, <linux/if_addr.h>, <linux/if_link.h>, <linux/if.h>,
 * <linux/if_arp.h>, <linux/if_packet.h>, <linux/if_ether.h> or <linux/filter.h> with
 * LVSD_ in front; see lvsd_ipvs.h for who reads this file.
 */
#ifndef LVSD_ROUTE_H
#define LVSD_ROUTE_H

#include <stdint.h>

/* Message types. */
#define LVSD_RTM_NEWLINK 16
#define LVSD_RTM_DELLINK 17
#define LVSD_RTM_GETLINK 18
#define LVSD_RTM_NEWADDR 20
#define LVSD_RTM_DELADDR 21
#define LVSD_RTM_GETADDR 22

/* Header of messages about interfaces. */
struct lvsd_ifinfomsg {
    uint8_t ifi_family;
    uint8_t __ifi_pad;
    uint16_t ifi_type;
    int32_t ifi_index;
    uint32_t ifi_flags;
    uint32_t ifi_change;
};

/* Attributes of an interface. */
#define LVSD_IFLA_ADDRESS 1
#define LVSD_IFLA_IFNAME 3
#define LVSD_IFLA_EXT_MASK 29
#define LVSD_RTEXT_FILTER_SKIP_STATS 8

/* Flags and hardware types of an interface. */
#define LVSD_IFF_UP 0x1
#define LVSD_IFF_LOOPBACK 0x8
#define LVSD_IFF_NOARP 0x80
#define LVSD_ARPHRD_ETHER 1

/* Header of messages about addresses. */
struct lvsd_ifaddrmsg {
    uint8_t ifa_family;
    uint8_t ifa_prefixlen;
    uint8_t ifa_flags;
    uint8_t ifa_scope;
    uint32_t ifa_index;
};

/* Attributes of an address. */
#define LVSD_IFA_ADDRESS 1
#define LVSD_IFA_LOCAL 2
#define LVSD_IFA_CACHEINFO 6
#define LVSD_IFA_FLAGS 8

/* Flags of an address. */
#define LVSD_IFA_F_NODAD 0x02
#define LVSD_IFA_F_NOPREFIXROUTE 0x200
#define LVSD_RT_SCOPE_UNIVERSE 0

/* How long an address is preferred and valid, in seconds; all bits set: for ever. */
struct lvsd_ifa_cacheinfo {
    uint32_t ifa_prefered;
    uint32_t ifa_valid;
    uint32_t cstamp;
    uint32_t tstamp;
};

/* Address of a packet socket; the protocol is in network byte order. */
struct lvsd_sockaddr_ll {
    uint16_t sll_family;
    uint16_t sll_protocol;
    int32_t sll_ifindex;
    uint16_t sll_hatype;
    uint8_t sll_pkttype;
    uint8_t sll_halen;
    uint8_t sll_addr[8];
};
#define LVSD_PACKET_VNET_HDR 15
#define LVSD_PACKET_IGNORE_OUTGOING 23

/* What a frame carries. */
#define LVSD_ETH_P_ARP 0x0806
#define LVSD_ETH_P_IP 0x0800
#define LVSD_ETH_P_IPV6 0x86dd

/* An instruction of a program that says which packets a socket wants. */
struct lvsd_sock_filter {
    uint16_t code;
    uint8_t jt;
    uint8_t jf;
    uint32_t k;
};
#define LVSD_BPF_LD 0x00
#define LVSD_BPF_JMP 0x05
#define LVSD_BPF_RET 0x06
#define LVSD_BPF_W 0x00
#define LVSD_BPF_B 0x10
#define LVSD_BPF_ABS 0x20
#define LVSD_BPF_JEQ 0x10

#endif
