package dev.lvsd.linux;

/** Constants of TUN devices: linux/if.h, linux/if_tun.h, linux/virtio_net.h. */
public final class TunUapi {
  /** linux/if.h: room for the name of an interface, the final 0 included. */
  public static final int IFNAMSIZ = 16;

  /** linux/if_tun.h: attach the descriptor to a device, which is made if there is none. */
  static final int TUNSETIFF = 0x400454ca;

  /** linux/if_tun.h: say which unfinished frames the reader takes. */
  static final int TUNSETOFFLOAD = 0x400454d0;

  /** linux/if_tun.h: frames begin with the IP header. */
  static final int IFF_TUN = 0x0001;

  /** linux/if_tun.h: several descriptors share the device, a queue each. */
  static final int IFF_MULTI_QUEUE = 0x0100;

  /** linux/if_tun.h: without the four bytes of packet information before each frame. */
  static final int IFF_NO_PI = 0x1000;

  /** linux/if_tun.h: with struct virtio_net_hdr before each frame. */
  static final int IFF_VNET_HDR = 0x4000;

  /** linux/if_tun.h: the reader takes frames whose checksum is not complete. */
  static final int TUN_F_CSUM = 0x01;

  /** linux/if_tun.h: the reader takes TCP over IPv4 that is not cut into segments. */
  static final int TUN_F_TSO4 = 0x02;

  /** linux/if_tun.h: the reader takes TCP over IPv6 that is not cut into segments. */
  static final int TUN_F_TSO6 = 0x04;

  /** linux/if_tun.h: that also for TCP with ECN. */
  static final int TUN_F_TSO_ECN = 0x08;

  /** linux/virtio_net.h: flag, the checksum from csum_start on is to be completed. */
  public static final int VIRTIO_NET_HDR_F_NEEDS_CSUM = 1;

  /** linux/virtio_net.h: flag, the checksum was found to be right. */
  public static final int VIRTIO_NET_HDR_F_DATA_VALID = 2;

  /** linux/virtio_net.h: one segment. */
  public static final int VIRTIO_NET_HDR_GSO_NONE = 0;

  /** linux/virtio_net.h: several segments of TCP over IPv4 in one frame. */
  public static final int VIRTIO_NET_HDR_GSO_TCPV4 = 1;

  /** linux/virtio_net.h: several segments of TCP over IPv6 in one frame. */
  public static final int VIRTIO_NET_HDR_GSO_TCPV6 = 4;

  /** linux/virtio_net.h: bit of the kind of segments, the first one has reduced its window. */
  public static final int VIRTIO_NET_HDR_GSO_ECN = 0x80;

  private TunUapi() {}
}
