/*
 * SPDX-License-Identifier: Apache-2.0
 *
 * What lvsd knows of TUN devices and of the header that stands before each of their frames. Each
 * name is the system's name with LVSD_ in front; see lvsd_ipvs.h for who reads this file.
 */
#ifndef LVSD_TUN_H
#define LVSD_TUN_H

#include <stdint.h>

/* linux/if.h: room for the name of an interface, the final 0 included. */
#define LVSD_IFNAMSIZ 16

/* linux/if_tun.h: requests of ioctl(2). */
#define LVSD_TUNSETIFF 0x400454ca
#define LVSD_TUNSETOFFLOAD 0x400454d0

/* linux/if_tun.h: flags of TUNSETIFF. */
#define LVSD_IFF_TUN 0x0001
#define LVSD_IFF_MULTI_QUEUE 0x0100
#define LVSD_IFF_NO_PI 0x1000
#define LVSD_IFF_VNET_HDR 0x4000

/* linux/if_tun.h: what TUNSETOFFLOAD promises to take. */
#define LVSD_TUN_F_CSUM 0x01
#define LVSD_TUN_F_TSO4 0x02
#define LVSD_TUN_F_TSO6 0x04
#define LVSD_TUN_F_TSO_ECN 0x08

/* linux/virtio_net.h: the header before each frame, in the byte order of the host. */
struct lvsd_virtio_net_hdr {
    uint8_t flags;
    uint8_t gso_type;
    uint16_t hdr_len;
    uint16_t gso_size;
    uint16_t csum_start;
    uint16_t csum_offset;
};
#define LVSD_VIRTIO_NET_HDR_F_NEEDS_CSUM 1
#define LVSD_VIRTIO_NET_HDR_F_DATA_VALID 2
#define LVSD_VIRTIO_NET_HDR_GSO_NONE 0
#define LVSD_VIRTIO_NET_HDR_GSO_TCPV4 1
#define LVSD_VIRTIO_NET_HDR_GSO_TCPV6 4
#define LVSD_VIRTIO_NET_HDR_GSO_ECN 0x80

#endif
