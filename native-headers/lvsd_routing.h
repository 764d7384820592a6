/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * What lvsd knows of routes, rules and neighbours (route netlink). Each name is the name in
 * <linux/rtnetlink.h>, <linux/fib_rules.h>, <linux/neighbour.h>, <linux/netconf.h>, <linux/ip.h> or
 * <linux/if_link.h> with LVSD_ in front; see lvsd_ipvs.h for who reads this file.
 */
#ifndef LVSD_ROUTING_H
#define LVSD_ROUTING_H

#include <stdint.h>

/* Message types. */
#define LVSD_RTM_SETLINK 19
#define LVSD_RTM_NEWROUTE 24
#define LVSD_RTM_DELROUTE 25
#define LVSD_RTM_GETROUTE 26
#define LVSD_RTM_NEWNEIGH 28
#define LVSD_RTM_DELNEIGH 29
#define LVSD_RTM_GETNEIGH 30
#define LVSD_RTM_NEWRULE 32
#define LVSD_RTM_DELRULE 33
#define LVSD_RTM_GETRULE 34
#define LVSD_RTM_SETNEIGHTBL 67
#define LVSD_RTM_NEWNETCONF 80
#define LVSD_RTM_GETNETCONF 82

/* Groups of notifications. */
#define LVSD_RTNLGRP_LINK 1
#define LVSD_RTNLGRP_NEIGH 3
#define LVSD_RTNLGRP_IPV4_IFADDR 5
#define LVSD_RTNLGRP_IPV4_ROUTE 7
#define LVSD_RTNLGRP_IPV4_RULE 8
#define LVSD_RTNLGRP_IPV6_IFADDR 9
#define LVSD_RTNLGRP_IPV6_ROUTE 11
#define LVSD_RTNLGRP_IPV6_RULE 19

/* Routes. */
#define LVSD_RTA_DST 1
#define LVSD_RTA_OIF 4
#define LVSD_RTA_GATEWAY 5
#define LVSD_RTA_PREFSRC 7
#define LVSD_RTA_METRICS 8
#define LVSD_RTA_TABLE 15
#define LVSD_RTA_VIA 18
#define LVSD_RTAX_MTU 2
#define LVSD_RT_TABLE_UNSPEC 0
#define LVSD_RT_TABLE_MAIN 254
#define LVSD_RT_TABLE_LOCAL 255
#define LVSD_RT_SCOPE_LINK 253
#define LVSD_RT_SCOPE_HOST 254
#define LVSD_RTN_UNICAST 1
#define LVSD_RTN_LOCAL 2

/* Rules. */
#define LVSD_FRA_SRC 2
#define LVSD_FRA_IIFNAME 3
#define LVSD_FRA_GOTO 4
#define LVSD_FRA_PRIORITY 6
#define LVSD_FRA_FWMARK 10
#define LVSD_FRA_TABLE 15
#define LVSD_FRA_PROTOCOL 21
#define LVSD_FRA_IP_PROTO 22
#define LVSD_FRA_SPORT_RANGE 23
#define LVSD_FR_ACT_TO_TBL 1
#define LVSD_FR_ACT_GOTO 2
#define LVSD_FR_ACT_NOP 3

/* Neighbours. */
#define LVSD_NDA_DST 1
#define LVSD_NDA_LLADDR 2
#define LVSD_NDA_PROTOCOL 12
#define LVSD_NTF_USE 1
#define LVSD_NTF_PROXY 8
#define LVSD_NUD_INCOMPLETE 1
#define LVSD_NUD_REACHABLE 2
#define LVSD_NUD_STALE 4
#define LVSD_NUD_DELAY 8
#define LVSD_NUD_PROBE 16
#define LVSD_NUD_FAILED 32
#define LVSD_NUD_NOARP 64
#define LVSD_NUD_PERMANENT 128
#define LVSD_NDTA_NAME 1
#define LVSD_NDTA_PARMS 6
#define LVSD_NDTPA_IFINDEX 1
#define LVSD_NDTPA_PROXY_DELAY 13

/* Interfaces. */
#define LVSD_IFLA_MTU 4
#define LVSD_IFLA_TXQLEN 13
#define LVSD_IFLA_AF_SPEC 26
#define LVSD_IFLA_INET_CONF 1
#define LVSD_IFLA_INET6_ADDR_GEN_MODE 8
#define LVSD_IN6_ADDR_GEN_MODE_NONE 1
#define LVSD_IPV4_DEVCONF_FORWARDING 1
#define LVSD_IPV4_DEVCONF_RP_FILTER 8
#define LVSD_IPV4_DEVCONF_ACCEPT_LOCAL 23
#define LVSD_NETCONFA_IFINDEX 1
#define LVSD_NETCONFA_FORWARDING 2
#define LVSD_NETCONFA_PROXY_NEIGH 5

/* Header of messages about routes. */
struct lvsd_rtmsg {
    uint8_t rtm_family;
    uint8_t rtm_dst_len;
    uint8_t rtm_src_len;
    uint8_t rtm_tos;
    uint8_t rtm_table;
    uint8_t rtm_protocol;
    uint8_t rtm_scope;
    uint8_t rtm_type;
    uint32_t rtm_flags;
};

/* Header of messages about rules. */
struct lvsd_fib_rule_hdr {
    uint8_t family;
    uint8_t dst_len;
    uint8_t src_len;
    uint8_t tos;
    uint8_t table;
    uint8_t res1;
    uint8_t res2;
    uint8_t action;
    uint32_t flags;
};

/* Header of messages about neighbours. */
struct lvsd_ndmsg {
    uint8_t ndm_family;
    uint8_t ndm_pad1;
    uint16_t ndm_pad2;
    int32_t ndm_ifindex;
    uint16_t ndm_state;
    uint8_t ndm_flags;
    uint8_t ndm_type;
};

/* Header of messages about tables of neighbours. */
struct lvsd_ndtmsg {
    uint8_t ndtm_family;
    uint8_t ndtm_pad1;
    uint16_t ndtm_pad2;
};

/* Header of messages about settings of interfaces. */
struct lvsd_netconfmsg {
    uint8_t ncm_family;
};

#endif
