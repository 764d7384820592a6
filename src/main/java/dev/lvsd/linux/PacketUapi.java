package dev.lvsd.linux;

/** Constants of linux/if_packet.h and linux/if_ether.h, by their C names. */
public final class PacketUapi {
  /**
   * Size of struct sockaddr_ll in bytes: family u16, protocol be16, interface s32, hardware type
   * u16, packet type u8, length of address u8, address of 8 bytes.
   */
  public static final int SIZEOF_SOCKADDR_LL = 20;

  /** Socket option: struct virtio_net_hdr stands before each frame. */
  public static final int PACKET_VNET_HDR = 15;

  /** Socket option: what this host sends is not received. */
  public static final int PACKET_IGNORE_OUTGOING = 23;

  /** Protocol: IPv4. */
  public static final int ETH_P_IP = 0x0800;

  /** Protocol: address resolution for IPv4. */
  public static final int ETH_P_ARP = 0x0806;

  /** Protocol: IPv6. */
  public static final int ETH_P_IPV6 = 0x86dd;

  private PacketUapi() {}
}
