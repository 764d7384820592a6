package dev.lvsd.linux;

/** Constants of linux/if_packet.h, linux/if_ether.h and linux/filter.h, by their C names. */
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

  /**
   * Size of struct sock_filter in bytes: code u16, what to skip if true u8, if false u8, operand
   * u32.
   */
  static final int SIZEOF_SOCK_FILTER = 8;

  /** Instruction: load. */
  static final int BPF_LD = 0x00;

  /** Instruction: jump. */
  static final int BPF_JMP = 0x05;

  /** Instruction: end, and say how many bytes are let through. */
  static final int BPF_RET = 0x06;

  /** Load: 32 bits, in network byte order. */
  static final int BPF_W = 0x00;

  /** Load: 8 bits. */
  static final int BPF_B = 0x10;

  /** Load: from a fixed offset of the packet. */
  static final int BPF_ABS = 0x20;

  /** Jump: if what was loaded equals the operand. */
  static final int BPF_JEQ = 0x10;

  private PacketUapi() {}
}
